package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows owners by their API keys. */
public final class ApiKeys implements Authenticator {
  private volatile List<ApiKey> keys;

  public ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Takes effect with the next request: keys that are missing here no longer let anybody in. */
  public void replace(List<ApiKey> newKeys) {
    keys = List.copyOf(newKeys);
  }

  @Override
  public Future<Caller.Owner> authenticate(String credential) {
    ApiKey.Hash presented = ApiKey.Hash.of(credential);
    Optional<ApiKey> found = Optional.empty();
    // All are looked at: how long it takes does not tell which one was nearly right.
    for (ApiKey key : keys) {
      if (key.matches(presented)) {
        found = Optional.of(key);
      }
    }
    return found
        .map(key -> Future.succeededFuture(new Caller.Owner("key:" + key.name(), key.quota())))
        .orElseGet(() -> Future.failedFuture(ApiException.ofStatus(401)));
  }

  /**
   * Reads keys, one in a line: name, SHA-256 of the key, and what differs from the usual quota,
   * such as {@code alice 9f86... max-active=5 writes-per-minute=60 max-streams=20}. Lines that
   * begin with {@code #} are comments.
   *
   * @throws IllegalArgumentException which names the line
   */
  public static List<ApiKey> parse(List<String> lines, Quota usual) {
    List<ApiKey> keys = new ArrayList<>();
    Set<String> hashes = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        ApiKey key = parse(line.split("\\s+"), usual);
        if (!hashes.add(key.sha256().hex())) {
          throw new IllegalArgumentException("this key is there twice");
        }
        keys.add(key);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return keys;
  }

  /**
   * The line by which {@link #parse} knows a key; holds its hash only.
   *
   * @throws IllegalArgumentException when its holder cannot have this name
   */
  public static String line(String name, String key) {
    ApiKey.Hash hash = ApiKey.Hash.of(key);
    return new ApiKey(name, hash, new Quota(1, 1, 1)).name() + " " + hash.hex();
  }

  private static ApiKey parse(String[] words, Quota usual) {
    if (words.length < 2) {
      throw new IllegalArgumentException("a key has a name and a SHA-256 digest");
    }
    Quota quota = usual;
    for (int i = 2; i < words.length; i++) {
      quota = changed(quota, words[i]);
    }
    return new ApiKey(words[0], new ApiKey.Hash(words[1]), quota);
  }

  private static Quota changed(Quota quota, String word) {
    String[] parts = word.split("=", 2);
    if (parts.length < 2 || !parts[1].matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("'" + word + "' is no NAME=NUMBER");
    }
    int number = Integer.parseInt(parts[1]);
    return switch (parts[0]) {
      case "max-active" -> new Quota(number, quota.writesPerMinute(), quota.maxStreams());
      case "writes-per-minute" -> new Quota(quota.maxActive(), number, quota.maxStreams());
      case "max-streams" -> new Quota(quota.maxActive(), quota.writesPerMinute(), number);
      default -> throw new IllegalArgumentException("there is no quota '" + parts[0] + "'");
    };
  }
}

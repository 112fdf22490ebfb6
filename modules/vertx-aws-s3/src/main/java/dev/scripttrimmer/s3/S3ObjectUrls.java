package dev.scripttrimmer.s3;

import static dev.scripttrimmer.s3.ObjectKeyDecoder.notAnObject;
import static dev.scripttrimmer.s3.ObjectKeyDecoder.refused;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectUrls;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the URLs that clients send into objects of the configured buckets, and back. A URL is only
 * read, never fetched: its host must be one of those that the configuration itself would name.
 */
public final class S3ObjectUrls implements ObjectUrls {
  private static final int MAX_LENGTH = 8192;
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<scheme>[a-zA-Z][a-zA-Z0-9]*)://(?<authority>[^/?#]*)(?<path>/[^?#]*)?(?<query>\\?.*)?");
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");
  private static final Pattern VERSION_PARAMETER = Pattern.compile("[?&]versionId(=|&|$)");

  private final Set<String> buckets;
  private final Set<String> schemes;

  /** Authorities, lower case, with the bucket that they name or none. */
  private final Map<String, Optional<String>> authorities = new HashMap<>();

  private final UrlWriter writer;

  /**
   * @param buckets those whose objects may be named
   */
  public S3ObjectUrls(S3Config config, Set<String> buckets) {
    this.buckets = Set.copyOf(buckets);
    this.writer = new UrlWriter(config);
    this.schemes = new HashSet<>();
    config.endpoint().ifPresent(this::accept);
    config.publicEndpoint().ifPresent(this::accept);
    if (config.endpoint().isEmpty()) {
      schemes.add("https");
      UrlWriter.amazonHosts(config.region()).forEach(host -> accept(host, "443"));
    }
  }

  private void accept(URI endpoint) {
    schemes.add(endpoint.getScheme());
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    int port = endpoint.getPort();
    String usual = endpoint.getScheme().equals("https") ? "443" : "80";
    if (port < 0) {
      accept(host, usual);
    } else {
      authorities.put(host + ":" + port, Optional.empty());
      buckets.forEach(b -> authorities.put(b + "." + host + ":" + port, Optional.of(b)));
    }
  }

  private void accept(String host, String usualPort) {
    for (String port : Set.of("", ":" + usualPort)) {
      authorities.put(host + port, Optional.empty());
      buckets.forEach(bucket -> authorities.put(bucket + "." + host + port, Optional.of(bucket)));
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The bucket may be in the host, in the path, or in {@code s3://bucket/key}.
   */
  @Override
  public ObjectLocation locate(String url) {
    if (url.length() > MAX_LENGTH) {
      throw refused("s3_url is longer than 8192 characters.");
    }
    if (!PRINTABLE.matcher(url).matches()) {
      throw refused("s3_url has characters outside of printable ASCII; percent-encode them.");
    }
    if (url.indexOf('#') >= 0) {
      throw refused("s3_url has a fragment ('#'); percent-encode a '#' of the key as %23.");
    }
    if (url.indexOf('\\') >= 0) {
      throw refused("s3_url has a backslash.");
    }
    Matcher parts = SHAPE.matcher(url);
    if (!parts.matches()) {
      throw notAnObject("s3_url is not a URL of the form https://host/key.");
    }
    if (parts.group("query") != null && VERSION_PARAMETER.matcher(parts.group("query")).find()) {
      throw refused("s3_url names a version of the object; only the current one can be processed.");
    }
    String path = parts.group("path") == null ? "" : parts.group("path").substring(1);
    return locate(parts.group("scheme"), parts.group("authority"), path);
  }

  private ObjectLocation locate(String scheme, String authority, String path) {
    if (authority.indexOf('@') >= 0) {
      throw refused("s3_url has a user name or password in it.");
    }
    String plainScheme = scheme.toLowerCase(Locale.ROOT);
    if (plainScheme.equals("s3")) {
      return inBucket(authority, path);
    }
    if (!schemes.contains(plainScheme)) {
      throw refused("s3_url has to begin with one of " + schemesInOrder() + ".");
    }
    Optional<String> bucket = authorities.get(authority.toLowerCase(Locale.ROOT));
    if (bucket == null) {
      throw refused(
          "s3_url's host, port or region is not that of this service's store and buckets.");
    }
    if (bucket.isPresent()) {
      return inBucket(bucket.get(), path);
    }
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw notAnObject("s3_url names no object: its path has no key.");
    }
    return inBucket(path.substring(0, slash), path.substring(slash + 1));
  }

  private String schemesInOrder() {
    Set<String> all = new TreeSet<>(schemes);
    all.add("s3");
    return String.join("://, ", all) + "://";
  }

  private ObjectLocation inBucket(String bucket, String path) {
    if (!buckets.contains(bucket)) {
      throw refused("s3_url's bucket is not one of this service's buckets.");
    }
    return new ObjectLocation(bucket, ObjectKeyDecoder.decode(path));
  }

  @Override
  public String urlOf(ObjectLocation location) {
    return writer.urlOf(location);
  }
}

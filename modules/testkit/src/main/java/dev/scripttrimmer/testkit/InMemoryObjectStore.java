package dev.scripttrimmer.testkit;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import dev.scripttrimmer.domain.store.TransferListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * An object store in this process's memory. Answers at once, on the caller's thread. As on S3,
 * equal contents have equal versions.
 */
public final class InMemoryObjectStore implements ObjectStore {
  private static final int MAX_DOCUMENT = 8 << 20;
  private static final Comparator<String> UTF8_ORDER =
      Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final Clock clock;
  private final Map<String, NavigableMap<String, StoredObject>> buckets = new HashMap<>();
  private boolean closed;

  /** An empty store by the system's clock. */
  public InMemoryObjectStore(String... buckets) {
    this(Clock.systemUTC(), buckets);
  }

  /**
   * @param clock dates the objects
   * @param buckets those that exist
   */
  public InMemoryObjectStore(Clock clock, String... buckets) {
    this.clock = clock;
    for (String bucket : buckets) {
      this.buckets.put(bucket, new TreeMap<>(UTF8_ORDER));
    }
  }

  @Override
  public CompletionStage<ObjectVersion> put(
      ObjectLocation location, byte[] body, String contentType, Precondition precondition) {
    return answer(
        () -> {
          if (body.length > MAX_DOCUMENT) {
            throw failure(Kind.INVALID, "a document has at most 8 MiB");
          }
          NavigableMap<String, StoredObject> objects = bucket(location.bucket());
          StoredObject present = objects.get(location.key());
          boolean holds =
              !(precondition.mustBeAbsent() && present != null)
                  && precondition
                      .mustMatch()
                      .map(version -> present != null && present.version().equals(version))
                      .orElse(true);
          if (!holds) {
            throw failure(Kind.PRECONDITION_FAILED, "the condition does not hold");
          }
          return write(objects, location, body.clone(), contentType);
        });
  }

  @Override
  public CompletionStage<Optional<StoredDocument>> get(ObjectLocation location) {
    return answer(
        () -> {
          StoredObject present = bucket(location.bucket()).get(location.key());
          if (present != null && present.body().length > MAX_DOCUMENT) {
            throw failure(Kind.INVALID, "the object is larger than 8 MiB");
          }
          return Optional.ofNullable(present)
              .map(object -> new StoredDocument(object.body().clone(), object.version()));
        });
  }

  @Override
  public CompletionStage<byte[]> read(ObjectStat object, long offset, int length) {
    return answer(
        () -> {
          StoredObject present = bucket(object.location().bucket()).get(object.location().key());
          if (present == null) {
            throw failure(Kind.NOT_FOUND, "no such object");
          }
          if (!present.version().equals(object.version())) {
            throw failure(Kind.CORRUPT, "the object changed while it was read");
          }
          if (length < 1 || length > MAX_DOCUMENT || offset + length > object.size()) {
            throw failure(Kind.INVALID, "no such part of the object");
          }
          int from = Math.toIntExact(offset);
          return Arrays.copyOfRange(present.body(), from, from + length);
        });
  }

  @Override
  public CompletionStage<Optional<ObjectStat>> stat(ObjectLocation location) {
    return answer(
        () ->
            Optional.ofNullable(bucket(location.bucket()).get(location.key()))
                .map(object -> object.stat(location)));
  }

  @Override
  public CompletionStage<ObjectPage> list(String bucket, String prefix, String after, int limit) {
    return answer(
        () -> {
          if (limit < 1 || limit > 1000) {
            throw failure(Kind.INVALID, "a page has 1 to 1000 objects");
          }
          List<ObjectStat> found =
              bucket(bucket).tailMap(after, after.isEmpty()).entrySet().stream()
                  .filter(entry -> entry.getKey().startsWith(prefix))
                  .limit(limit + 1L)
                  .map(entry -> entry.getValue().stat(new ObjectLocation(bucket, entry.getKey())))
                  .toList();
          boolean more = found.size() > limit;
          return new ObjectPage(more ? found.subList(0, limit) : found, more);
        });
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation location) {
    return answer(
        () -> {
          bucket(location.bucket()).remove(location.key());
          return null;
        });
  }

  @Override
  public CompletionStage<ObjectStat> download(
      ObjectLocation location, Path target, TransferListener listener, Cancellation cancellation) {
    return answer(
        () -> {
          cancellation.check();
          StoredObject object = bucket(location.bucket()).get(location.key());
          if (object == null) {
            throw failure(Kind.NOT_FOUND, "no such object");
          }
          int size = object.body().length;
          try {
            Files.write(target, object.body());
          } catch (IOException e) {
            throw new ObjectStoreException(Kind.INVALID, "the local file cannot be written", e);
          }
          listener.endTransferred(0, size);
          listener.transferred(size, size);
          cancellation.check();
          return object.stat(location);
        });
  }

  @Override
  public CompletionStage<ObjectVersion> upload(
      Path source,
      ObjectLocation location,
      String contentType,
      TransferListener listener,
      Cancellation cancellation) {
    return answer(
        () -> {
          cancellation.check();
          byte[] body;
          try {
            body = Files.readAllBytes(source);
          } catch (IOException e) {
            throw new ObjectStoreException(Kind.INVALID, "the local file cannot be read", e);
          }
          listener.transferred(body.length, body.length);
          cancellation.check();
          return write(bucket(location.bucket()), location, body, contentType);
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private synchronized <T> CompletionStage<T> answer(Supplier<T> action) {
    try {
      if (closed) {
        throw failure(Kind.UNAVAILABLE, "the store is closed");
      }
      return CompletableFuture.completedFuture(action.get());
    } catch (ObjectStoreException | TrimException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private NavigableMap<String, StoredObject> bucket(String name) {
    NavigableMap<String, StoredObject> objects = buckets.get(name);
    if (objects == null) {
      throw failure(Kind.NOT_FOUND, "no such bucket");
    }
    return objects;
  }

  private ObjectVersion write(
      NavigableMap<String, StoredObject> objects,
      ObjectLocation location,
      byte[] body,
      String contentType) {
    ObjectVersion version = new ObjectVersion('"' + md5(body) + '"');
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    objects.put(location.key(), new StoredObject(body, version, now, contentType));
    return version;
  }

  private static String md5(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }

  private static ObjectStoreException failure(Kind kind, String message) {
    return new ObjectStoreException(kind, message, null);
  }

  private record StoredObject(
      byte[] body, ObjectVersion version, Instant lastModified, String contentType) {
    ObjectStat stat(ObjectLocation location) {
      return new ObjectStat(location, body.length, version, lastModified, Optional.of(contentType));
    }
  }
}

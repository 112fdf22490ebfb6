package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.json.DomainJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What stages have done so far, so that whoever takes a run over goes on from there. Each document
 * carries its length and SHA-256; one that does not match is as good as none.
 */
public final class Checkpoints {
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final ObjectStore objects;
  private final String bucket;

  public Checkpoints(ObjectStore objects, String bucket) {
    this.objects = objects;
    this.bucket = bucket;
  }

  /** The checkpoints of one run. */
  public Run of(QueueKey key, int run) {
    return new Run(key, run);
  }

  /** The checkpoints of one run; thread-safe. */
  public final class Run {
    private final QueueKey key;
    private final int run;

    private Run(QueueKey key, int run) {
      this.key = key;
      this.run = run;
    }

    /**
     * Writes a stage's output. Doing it again with the same output changes nothing.
     *
     * @return succeeds once it is durable; fails as {@link ObjectStore#put} does
     */
    public CompletionStage<ObjectVersion> save(Stage stage, String name, Object output) {
      return objects.put(
          at(stage, name), seal(DomainJson.write(output)), CONTENT_TYPE, Precondition.none());
    }

    /**
     * Reads a stage's output.
     *
     * @return empty when there is none, or none that is whole; fails as {@link ObjectStore#get}
     *     does
     */
    public <T> CompletionStage<Optional<T>> find(Stage stage, String name, Class<T> type) {
      return objects
          .get(at(stage, name))
          .thenApply(
              stored ->
                  stored
                      .flatMap(document -> unseal(document.body()))
                      .map(json -> DomainJson.read(json, type)));
    }

    private ObjectLocation at(Stage stage, String name) {
      return new ObjectLocation(bucket, JobLayout.stagePrefix(key, run, stage) + name);
    }
  }

  private static byte[] seal(byte[] content) {
    byte[] seal = sealOf(content);
    byte[] sealed = Arrays.copyOf(seal, seal.length + content.length);
    System.arraycopy(content, 0, sealed, seal.length, content.length);
    return sealed;
  }

  private static Optional<byte[]> unseal(byte[] sealed) {
    for (int i = 0; i < sealed.length; i++) {
      if (sealed[i] == '\n') {
        byte[] content = Arrays.copyOfRange(sealed, i + 1, sealed.length);
        byte[] seal = Arrays.copyOf(sealed, i + 1);
        return Arrays.equals(seal, sealOf(content)) ? Optional.of(content) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The line that comes before the content. */
  private static byte[] sealOf(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String line = "sha256=" + HexFormat.of().formatHex(digest) + " length=" + content.length;
      return (line + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}

package dev.scripttrimmer.gateway.access;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of API keys' hashes, looked at again while the service runs: who is struck out of it is
 * out within seconds. A file that cannot be read changes nothing.
 */
public final class KeyFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final long LOOK_MILLIS = 5_000;

  private final Vertx vertx;
  private final Path path;
  private final Quota usual;
  private final ApiKeys keys;
  private final long timer;
  private List<String> known;

  private KeyFile(Vertx vertx, Path path, Quota usual, List<String> lines) {
    this.vertx = vertx;
    this.path = path;
    this.usual = usual;
    this.known = lines;
    this.keys = new ApiKeys(ApiKeys.parse(lines, usual));
    this.timer = vertx.setPeriodic(LOOK_MILLIS, again -> lookAside());
  }

  /**
   * Reads the file; blocks.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is no file of keys
   */
  public static KeyFile open(Vertx vertx, Path path, Quota usual) throws IOException {
    return new KeyFile(vertx, path, usual, Files.readAllLines(path));
  }

  public ApiKeys keys() {
    return keys;
  }

  private void lookAside() {
    vertx.executeBlocking(
        () -> {
          look();
          return null;
        });
  }

  /** Takes over what the file says now; blocks. */
  synchronized void look() {
    try {
      List<String> lines = Files.readAllLines(path);
      if (!lines.equals(known)) {
        List<ApiKey> now = ApiKeys.parse(lines, usual);
        keys.replace(now);
        known = lines;
        LOG.info("API keys changed keys={}", now.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("API keys stay as they were cause={}", e.getMessage());
    }
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}

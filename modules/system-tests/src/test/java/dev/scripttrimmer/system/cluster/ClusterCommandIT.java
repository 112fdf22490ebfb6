package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.system.Repository;
import dev.scripttrimmer.system.ServiceClient;
import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./trim cluster 3}: a gateway with the store that does not work, and workers that do. */
class ClusterCommandIT {
  private static final String READY = "Script Trimmer is ready: ";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final LogBook log = new LogBook();
  private Process process;

  @BeforeEach
  void start() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Repository.trim().toString(), "cluster", "3")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_OPTS", "-Xmx400m -XX:TieredStopAtLevel=1");
    builder.environment().put("SCRIPT_TRIMMER_CACHE", folder.resolve("cache").toString());
    builder
        .environment()
        .put("SCRIPT_TRIMMER_WORKER_SCRATCH", folder.resolve("scratch").toString());
    builder.environment().remove("VOSK_MODEL_PATH");
    process = builder.start();
    BufferedReader lines = process.inputReader();
    Thread reader = new Thread(() -> read(lines), "cluster-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader lines) {
    try {
      lines.lines().forEach(line -> log.add("cluster", line));
    } catch (UncheckedIOException e) {
      log.add("cluster", "output lost: " + e.getMessage());
    }
  }

  @AfterEach
  void stop() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Test
  void itWorksAndLeavesNothingRunning() throws Exception {
    String ready = log.await(0, entry -> entry.line().startsWith(READY), LIMIT).line();
    URI gateway = URI.create(ready.substring(READY.length()));
    ServiceClient client = new ServiceClient(gateway);
    String video = client.upload(Repository.sampleLecture(), "clustered.mp4");

    assertThat(client.process(video).status()).isEqualTo(202);

    try (Watcher viewer = new Watcher(() -> gateway, video)) {
      assertThat(viewer.awaitEnd(LIMIT).status()).isEqualTo("completed");
      viewer.assertWholeStory();
    }
    LogBook.Entry claim = log.last(entry -> FaultCluster.isClaim(entry, video)).orElseThrow();
    assertThat(claim.line()).startsWith("worker-");
    assertThat(roles(client)).containsExactlyInAnyOrder("gateway", "worker", "worker");

    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    for (ProcessHandle child : all) {
      child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<String> roles(ServiceClient client) throws Exception {
    JsonNode nodes = client.get("/cluster").body().path("nodes");
    return StreamSupport.stream(nodes.spliterator(), false)
        .flatMap(node -> StreamSupport.stream(node.path("roles").spliterator(), false))
        .map(JsonNode::textValue)
        .toList();
  }
}

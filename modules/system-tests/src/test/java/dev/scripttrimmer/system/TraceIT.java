package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.app.config.ConfigLoader;
import dev.scripttrimmer.app.node.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace from the request that asks for a job to a chunk of sound on another node. */
class TraceIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private static Path folder;

  @Test
  void aTraceLeadsFromTheRequestThroughTheStagesToAChunkOnAnotherNode() throws Exception {
    try (Collector collector = new Collector();
        Node first = node(collector, Map.of("storage.folder", folder.resolve("data").toString()));
        Node second = node(collector, first.invitation())) {
      awaitBoth(first);
      awaitBoth(second);
      ServiceClient client = new ServiceClient(first.service());
      String video = client.upload(Repository.sampleLecture(), "traced.mp4");
      assertThat(client.process(video).status()).isEqualTo(202);
      List<Viewer.Event> story = Viewer.of(first.service(), video, Optional.empty()).story();
      assertThat(story.get(story.size() - 1).status()).isEqualTo("completed");

      List<Collector.Span> all = collector.await(TraceIT::isWhole, LIMIT);
      Collector.Span run = named(all, "job run");
      List<Collector.Span> trace =
          all.stream().filter(span -> span.trace().equals(run.trace())).toList();
      assertLeads(trace, run);
      assertThat(collector.everything())
          .contains("url.path")
          .doesNotContain("s3_url=", "traced.mp4");
    }
  }

  private static void assertLeads(List<Collector.Span> trace, Collector.Span run) {
    Collector.Span request =
        trace.stream().filter(span -> span.name().startsWith("POST")).findFirst().orElseThrow();
    Set<String> stages =
        trace.stream()
            .filter(span -> span.name().startsWith("stage "))
            .map(Collector.Span::id)
            .collect(Collectors.toSet());

    assertThat(request.parent()).isEmpty();
    assertThat(named(trace, "job claim").parent()).isEqualTo(request.id());
    assertThat(run.parent()).isEqualTo(request.id());
    for (String stage : List.of("download", "audio", "transcribe", "segment", "cut", "upload")) {
      assertThat(named(trace, "stage " + stage).parent()).isEqualTo(run.id());
    }
    assertThat(trace)
        .filteredOn(span -> isRemoteChunk(span, run))
        .isNotEmpty()
        .allMatch(span -> stages.contains(span.parent()));
  }

  /** Nodes send what they have when their time comes: the last of each has to be there. */
  private static boolean isWhole(List<Collector.Span> spans) {
    return spans.stream()
        .filter(span -> span.name().equals("job run"))
        .anyMatch(
            run ->
                spans.stream().anyMatch(span -> span.id().equals(run.parent()))
                    && spans.stream().anyMatch(span -> isRemoteChunk(span, run)));
  }

  private static boolean isRemoteChunk(Collector.Span span, Collector.Span run) {
    return span.name().equals("chunk")
        && span.trace().equals(run.trace())
        && !span.node().equals(run.node());
  }

  private static Collector.Span named(List<Collector.Span> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  private static Node node(Collector collector, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("http.port", "0");
    settings.put("cache", folder.resolve("cache").toString());
    settings.put("worker.scratch", folder.resolve("scratch").toString());
    settings.put("worker.slots", "1");
    settings.put("tracing.endpoint", collector.endpoint().toString());
    return Node.start(new ConfigLoader().load(Optional.empty(), Map.of(), settings));
  }

  /** Until a node has heard of the other, it gives it nothing to do. */
  private static void awaitBoth(Node node) throws Exception {
    ServiceClient client = new ServiceClient(node.service());
    long end = System.nanoTime() + LIMIT.toNanos();
    while (client.get("/cluster").body().get("nodes").size() < 2) {
      assertThat(System.nanoTime()).as("both nodes heard of within %s", LIMIT).isLessThan(end);
    }
  }
}

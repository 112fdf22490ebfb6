package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node that asks a language model, which here is a few lines that answer as one would. */
class LanguageModelIT {
  private static final String KEY = "sk-for-this-test";

  @TempDir private Path folder;

  private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
  private final Queue<JsonNode> shown = new ConcurrentLinkedQueue<>();
  private HttpServer model;

  @BeforeEach
  void start() throws IOException {
    model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext("/v1/chat/completions", this::joinTheFirstTwoTopics);
    model.start();
  }

  @AfterEach
  void stop() {
    model.stop(0);
  }

  @Test
  void topicsAreCutAsTheModelRevisedThem() throws Exception {
    Finished run =
        Finished.of(
            folder,
            Map.of("SCRIPT_TRIMMER_LANGUAGE_MODEL_API_KEY", KEY),
            "--out",
            "out",
            "--json",
            "--set",
            "language-model.url=http://127.0.0.1:%d/v1".formatted(model.getAddress().getPort()),
            "--set",
            "language-model.model=test",
            "--set",
            "media.cut-mode=fast",
            "--set",
            "segmentation.topics=4",
            "--set",
            "segmentation.min-topic=10s",
            Repository.sampleLecture().toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    JobResult result = DomainJson.read(run.out().getBytes(), JobResult.class);
    assertThat(result.videoSegments())
        .extracting(Segment::title)
        .containsExactly("Dough and Planets", "A Flat Tire");
    assertThat(result.videoSegments()).allMatch(topic -> topic.method().endsWith("revised"));
    assertThat(authorizations).containsExactly("Bearer " + KEY);
    assertThat(shown.element().get("utterances")).isNotEmpty();
    assertThat(shown.element().get("topics")).as("as many as were asked for").hasSize(4);
    assertThat(run.err()).doesNotContain(KEY);
  }

  private void joinTheFirstTwoTopics(HttpExchange exchange) throws IOException {
    try (exchange) {
      authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
      JsonNode asked = DomainJson.mapper().readTree(exchange.getRequestBody().readAllBytes());
      JsonNode lecture = DomainJson.mapper().readTree(asked.at("/messages/1/content").textValue());
      shown.add(lecture);
      JsonNode topics = lecture.get("topics");
      Object revised =
          Map.of(
              "topics",
              List.of(
                  Map.of("start", topics.get(0).get("start"), "title", "Dough and Planets"),
                  Map.of("start", topics.get(2).get("start"), "title", "A Flat Tire")));
      byte[] answer =
          DomainJson.write(
              Map.of(
                  "choices",
                  List.of(
                      Map.of(
                          "message",
                          Map.of(
                              "role",
                              "assistant",
                              "content",
                              DomainJson.mapper().writeValueAsString(revised))))));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}

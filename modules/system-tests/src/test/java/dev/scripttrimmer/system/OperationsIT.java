package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a node that has processed a lecture: its metrics, its log, its health. */
class OperationsIT {
  private static final Pattern METRIC = Pattern.compile("\\b(?:trimmer|jvm|process)_[a-z0-9_]+");

  /** Is there once the garbage collector has paused. */
  private static final Set<String> LATER = Set.of("jvm_gc_pause_seconds_max");

  private static final int MOST_SERIES = 150;

  @TempDir private static Path folder;

  private static ServingNode node;
  private static String video;
  private static List<String> samples;

  @BeforeAll
  static void work() throws Exception {
    node = ServingNode.start(folder, "log.format=json");
    ServiceClient client = new ServiceClient(node.service());
    video = client.upload(Repository.sampleLecture(), "lecture.mp4");
    assertThat(client.process(video).status()).isEqualTo(202);
    List<Viewer.Event> story = Viewer.of(node.service(), video, Optional.empty()).story();
    assertThat(story.get(story.size() - 1).status()).isEqualTo("completed");
    samples = get("/metrics").body().lines().filter(line -> !line.startsWith("#")).toList();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    node.close();
  }

  @Test
  void everyMetricThatTheDashboardAndTheAlertsNameIsThere() throws Exception {
    Set<String> named = new TreeSet<>();
    for (String file :
        List.of(
            "docker/grafana/dashboards/script-trimmer.json",
            "docker/prometheus/alerts.yml",
            "docker/kubernetes/worker.yaml")) {
      Matcher metric = METRIC.matcher(Files.readString(Repository.root().resolve(file)));
      while (metric.find()) {
        named.add(metric.group());
      }
    }
    named.removeAll(LATER);

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(names()).containsAll(named);
  }

  @Test
  void whatTheLectureTookWasCounted() {
    assertThat(value("trimmer_runs_ended_total{outcome=\"completed\"}")).isEqualTo(1);
    for (String stage : List.of("download", "audio", "transcribe", "segment", "cut", "upload")) {
      assertThat(value("trimmer_stage_seconds_count{stage=\"" + stage + "\"}")).isEqualTo(1);
    }
    assertThat(value("trimmer_media_seconds_total")).isGreaterThan(30);
    assertThat(value("trimmer_recognizer_sound_seconds_total")).isGreaterThan(30);
    assertThat(value("trimmer_recognizer_seconds_sum")).isPositive();
    assertThat(value("trimmer_program_seconds_sum{program=\"ffmpeg\"}")).isPositive();
    assertThat(value("trimmer_stream_deliveries_total")).isPositive();
    assertThat(value("trimmer_log_jobs{copy=\"owned\"}")).isEqualTo(1);
    assertThat(value("trimmer_cluster_nodes")).isEqualTo(1);
    assertThat(value("trimmer_slots")).isPositive();
    assertThat(value("trimmer_event_loop_lag_seconds_count")).isPositive();
  }

  @Test
  void noMetricHasMoreSeriesThanAMachineCanKeep() {
    Map<String, Long> series =
        allNames().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(series.values()).allMatch(count -> count <= MOST_SERIES);
    assertThat(samples).noneMatch(line -> line.contains(QueueKey.of(video).value()));
  }

  @Test
  void theLogIsOneObjectALineWithTheJobsKeyAndWithoutSecrets() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("log.txt"))) {
      entries.add(DomainJson.mapper().readTree(line));
    }

    assertThat(entries)
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.has("time") && entry.has("message")).isTrue())
        .anySatisfy(
            entry -> {
              assertThat(entry.path("message").textValue()).startsWith("job claimed");
              assertThat(entry.path("key").textValue()).isEqualTo(QueueKey.of(video).value());
            });
    assertThat(entries.toString()).doesNotContain("X-Amz-Signature=", "lecture.mp4");
  }

  @Test
  void readinessNamesEverythingThatWorkNeeds() throws Exception {
    JsonNode ready = DomainJson.mapper().readTree(get("/health/ready").body());

    assertThat(ready.get("checks").findValuesAsText("name"))
        .containsExactly("node", "object_store", "cluster", "ffmpeg", "speech_model");
    assertThat(ready.get("checks").findValuesAsText("status")).containsOnly("up");
  }

  private static double value(String sample) {
    return samples.stream()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample of " + sample));
  }

  private static Set<String> names() {
    return allNames().collect(Collectors.toSet());
  }

  /** One for each series. */
  private static Stream<String> allNames() {
    return samples.stream().map(line -> line.split("[{ ]", 2)[0]);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI address = node.service().resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}

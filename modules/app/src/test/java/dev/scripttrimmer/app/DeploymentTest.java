package dev.scripttrimmer.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.app.config.AuthSection;
import dev.scripttrimmer.app.config.ConfigLoader;
import dev.scripttrimmer.app.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be held to account of the files that describe deployments, without deploying them. */
class DeploymentTest {
  private static final Pattern VARIABLE = Pattern.compile("SCRIPT_TRIMMER_[A-Z_]+");
  private static final Pattern RELEASE = Pattern.compile(":(v?\\d+\\.\\d+\\.\\d+|RELEASE\\.)");
  private static final Pattern FILE = Pattern.compile("\\./([a-z][a-z./-]*)(?=:)");

  @Test
  void everyVariableThatIsSetAnywhereIsOneThatTheProgramKnows() throws IOException {
    Set<String> known =
        ConfigReference.keys().stream().map(ConfigLoader::variable).collect(Collectors.toSet());
    Set<String> used = new HashSet<>();
    for (Path file : OperatorFiles.in("docker", "")) {
      if (Files.isRegularFile(file)) {
        used.addAll(found(VARIABLE, Files.readString(file)));
      }
    }

    assertThat(used).hasSizeGreaterThan(10);
    assertThat(known).containsAll(used);
  }

  @Test
  void whatComposeSetsForEachNodeIsAConfigurationThatCanBeUsed() throws IOException {
    JsonNode compose = yaml(OperatorFiles.path("docker/compose.yaml")).get(0);

    for (String service : List.of("gateway-1", "gateway-2", "worker", "gpu-worker")) {
      Map<String, String> environment = new HashMap<>();
      compose
          .at("/services/" + service + "/environment")
          .properties()
          .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
      environment.replaceAll((name, value) -> value.replaceAll("\\$\\{\\w+:-(.*)}", "$1"));

      assertThat(new ConfigLoader().load(Optional.empty(), environment, Map.of()).storage().kind())
          .isNotNull();
    }
    assertThat(compose.get("services").properties())
        .allSatisfy(service -> assertThat(service.getValue().path("image").asText()).isNotBlank());
  }

  @Test
  void whatKubernetesSetsForEachNodeIsAConfigurationThatCanBeUsed() throws IOException {
    Map<String, String> common = new HashMap<>();
    List<JsonNode> nodes = new ArrayList<>();
    for (Path file : OperatorFiles.in("docker/kubernetes", ".yaml")) {
      for (JsonNode manifest : yaml(file)) {
        assertThat(manifest.path("apiVersion").asText()).as(file + "").isNotBlank();
        assertThat(manifest.path("kind").asText()).as(file + "").isNotBlank();
        manifest
            .path("data")
            .properties()
            .forEach(e -> common.put(e.getKey(), e.getValue().asText()));
        manifest
            .path("stringData")
            .properties()
            .forEach(e -> common.put(e.getKey(), e.getValue().asText()));
        nodes.addAll(manifest.path("spec").path("template").path("spec").findParents("image"));
      }
    }

    assertThat(nodes).hasSize(3);
    for (JsonNode node : nodes) {
      Map<String, String> environment = new HashMap<>(common);
      node.get("env")
          .forEach(
              e -> environment.put(e.get("name").asText(), e.path("value").asText("10.0.0.7")));
      assertThat(new ConfigLoader().load(Optional.empty(), environment, Map.of()).cluster().host())
          .isEqualTo("10.0.0.7");
      assertThat(node.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(node.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    }
  }

  @Test
  void noneOfThemIsOpenToEverybody() throws IOException {
    JsonNode compose = yaml(OperatorFiles.path("docker/compose.yaml")).get(0);
    Map<String, String> composed = new HashMap<>();
    compose
        .at("/services/gateway-1/environment")
        .properties()
        .forEach(e -> composed.put(e.getKey(), e.getValue().asText()));
    JsonNode gateway = yaml(OperatorFiles.path("docker/kubernetes/gateway.yaml")).get(0);
    Map<String, String> managed = new HashMap<>();
    gateway
        .at("/spec/template/spec/containers/0/env")
        .forEach(e -> managed.put(e.get("name").asText(), e.path("value").asText("10.0.0.7")));

    for (Map<String, String> environment : List.of(composed, managed)) {
      environment.replaceAll((name, value) -> value.replaceAll("\\$\\{\\w+:-(.*)}", "$1"));
      AppConfig config = new ConfigLoader().load(Optional.empty(), environment, Map.of());
      assertThat(config.http().host()).isEqualTo("0.0.0.0");
      assertThat(config.http().openToNetwork()).isFalse();
      assertThat(config.auth().mode()).isEqualTo(AuthSection.Mode.API_KEY);
    }
  }

  @Test
  void everyImageOfSomebodyElseIsOneRelease() throws IOException {
    List<String> images = new ArrayList<>();
    yaml(OperatorFiles.path("docker/compose.yaml"))
        .get(0)
        .get("services")
        .findValuesAsText("image")
        .stream()
        .filter(image -> !image.startsWith("script-trimmer"))
        .forEach(images::add);
    OperatorFiles.read("docker/Dockerfile")
        .lines()
        .filter(line -> line.startsWith("FROM "))
        .map(line -> line.split(" ")[1])
        .forEach(images::add);

    assertThat(images)
        .hasSizeGreaterThan(7)
        .allMatch(image -> RELEASE.matcher(image).find(), "has a tag that will not move");
  }

  @Test
  void theAutoscalerGoesByWhatTheAdapterBrings() throws IOException {
    JsonNode rule =
        yaml(OperatorFiles.path("docker/prometheus/adapter-values.yaml"))
            .get(0)
            .at("/rules/external/0");
    List<String> wanted = new ArrayList<>();
    for (JsonNode manifest : yaml(OperatorFiles.path("docker/kubernetes/worker.yaml"))) {
      manifest.findValues("external").forEach(e -> wanted.add(e.at("/metric/name").asText()));
    }

    assertThat(wanted).hasSize(1);
    assertThat(rule.get("seriesQuery").asText()).startsWith(wanted.get(0) + "{");
  }

  @Test
  void theManifestsThatAreNamedTogetherAreThere() throws IOException {
    JsonNode all = yaml(OperatorFiles.path("docker/kubernetes/kustomization.yaml")).get(0);

    for (JsonNode resource : all.get("resources")) {
      String name = resource.asText().replace("secret.yaml", "secret.example.yaml");
      assertThat(OperatorFiles.path("docker/kubernetes/" + name)).exists();
    }
  }

  @Test
  void filesThatComposeMountsAreThere() throws IOException {
    Set<String> mounted = found(FILE, OperatorFiles.read("docker/compose.yaml"));

    assertThat(mounted).hasSizeGreaterThan(3);
    for (String file : mounted) {
      assertThat(OperatorFiles.path("docker/" + file)).exists();
    }
  }

  @Test
  void everyAlertHasItsSectionInTheRunbookAndEverySectionItsAlert() throws IOException {
    JsonNode rules =
        yaml(OperatorFiles.path("docker/prometheus/alerts.yml")).get(0).at("/groups/0/rules");
    Set<String> sections =
        OperatorFiles.read("docs/runbook.md")
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .collect(Collectors.toSet());
    Set<String> alerts = new HashSet<>();
    for (JsonNode rule : rules) {
      String name = rule.get("alert").asText();
      alerts.add(name);
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
    }

    assertThat(sections).isEqualTo(alerts);
  }

  @Test
  void theDashboardIsWhole() throws IOException {
    JsonNode board =
        new ObjectMapper()
            .readTree(OperatorFiles.read("docker/grafana/dashboards/script-trimmer.json"));
    Set<Integer> ids = new HashSet<>();

    for (JsonNode panel : board.get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.get("description").asText()).isNotBlank();
        assertThat(panel.get("targets")).isNotEmpty();
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("prometheus");
      }
    }
  }

  private static List<JsonNode> yaml(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    // Unlike Jackson's reader, this one follows anchors and merge keys.
    for (Object document :
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(Files.readString(file))) {
      documents.add(new ObjectMapper().valueToTree(document));
    }
    return documents;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(m -> m.group(m.groupCount()))
        .collect(Collectors.toSet());
  }
}

package dev.scripttrimmer.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir private Path folder;

  @Test
  void theShippedFileBindsAndItsValuesReachTheModules() {
    AppConfig config = load();

    assertThat(config.role()).isEqualTo(AppConfig.Role.ALL);
    assertThat(config.http().toGateway(List.of()).bodyLimit()).isEqualTo(64 * 1024);
    assertThat(config.stream().toGateway().heartbeat()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.worker().recognizers()).isPositive();
    assertThat(config.storage().toS3().endpoint()).isEmpty();
  }

  @Test
  void aFileThenTheEnvironmentThenTheCommandLineOverride() throws IOException {
    Path file =
        write(
            """
            http:
              port: 1
              host: 127.0.0.2
            stream:
              heartbeat: 1s
            """);

    AppConfig config =
        new ConfigLoader()
            .load(
                Optional.of(file),
                Map.of("SCRIPT_TRIMMER_HTTP_PORT", "2", "SCRIPT_TRIMMER_STREAM_RETRY", "250ms"),
                Map.of("stream.retry", "3s"));

    assertThat(config.http().host()).isEqualTo("127.0.0.2");
    assertThat(config.http().port()).isEqualTo(2);
    assertThat(config.stream().heartbeat()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.stream().retry()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.stream().overloadRetry()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void listsComeFromTheEnvironmentWithCommas() {
    AppConfig config =
        new ConfigLoader()
            .load(
                Optional.empty(),
                Map.of("SCRIPT_TRIMMER_CLUSTER_MEMBERS", "10.0.0.1:5701, 10.0.0.2:5701"),
                Map.of());

    assertThat(config.cluster().members()).containsExactly("10.0.0.1:5701", "10.0.0.2:5701");
  }

  @Test
  void anUnknownKeyNamesItself() throws IOException {
    Path file = write("http:\n  prot: 80\n");

    assertThatThrownBy(() -> new ConfigLoader().load(Optional.of(file), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'http.prot'");
    assertThatThrownBy(
            () ->
                new ConfigLoader()
                    .load(Optional.empty(), Map.of("SCRIPT_TRIMMER_HTTP_PROT", "80"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SCRIPT_TRIMMER_HTTP_PROT");
    assertThatThrownBy(
            () -> new ConfigLoader().load(Optional.empty(), Map.of(), Map.of("http.prot", "80")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'http.prot'");
  }

  @Test
  void aValueThatCannotBeUsedNamesItsKeyAndSaysWhy() {
    assertRefused("http.port", "eighty", "'http.port'");
    assertRefused("stream.heartbeat", "15", "'stream.heartbeat'", "no length of time");
    assertRefused("uploads.max-size", "10", "'uploads.max-size'", "no size");
    assertRefused("role", "boss", "'role'");
    assertRefused("storage.access-key", "id", "'storage'", "come together");
    assertRefused("media.sandbox", "perhaps", "'media.sandbox'");
    assertRefused("webhooks.allowed-origins", "lms.example", "'webhooks'", "https://host");
  }

  @Test
  void anAddressThatOthersReachIsRefusedUntilTheOperatorSaysSo() {
    assertRefused("http.host", "0.0.0.0", "http.open-to-network", "auth.mode");

    for (Map<String, String> told :
        List.of(
            Map.of("http.open-to-network", "true"),
            Map.of("auth.mode", "api-key", "auth.key-file", "keys"),
            Map.of("role", "worker"))) {
      Map<String, String> keys = new HashMap<>(told);
      keys.put("http.host", "0.0.0.0");
      assertThat(new ConfigLoader().load(Optional.empty(), Map.of(), keys).http().host())
          .isEqualTo("0.0.0.0");
    }
  }

  @Test
  void aWayToSignInIsWholeOrRefused() {
    assertRefused("auth.mode", "api-key", "'auth'", "key-file");
    assertRefused("auth.mode", "jwt", "'auth'", "jwt-issuer");
    Map<String, String> jwt =
        Map.of("auth.mode", "jwt", "auth.jwt-issuer", "i", "auth.jwt-audience", "a");
    for (Map<String, String> wrong :
        List.of(
            Map.<String, String>of(),
            Map.of("auth.jwt-key-set", "http://issuer.example/keys"),
            Map.of("auth.jwt-key-set", "keys.json", "auth.jwt-secret", "s"))) {
      Map<String, String> keys = new HashMap<>(jwt);
      keys.putAll(wrong);
      assertThatThrownBy(() -> new ConfigLoader().load(Optional.empty(), Map.of(), keys))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("jwt-key-set");
    }
  }

  @Test
  void theClientsKeyIsNoKeyOfTheConfiguration() {
    Map<String, String> environment = Map.of("SCRIPT_TRIMMER_API_KEY", "trim_x");

    assertThat(new ConfigLoader().load(Optional.empty(), environment, Map.of()).toString())
        .doesNotContain("trim_x");
  }

  @Test
  void aFileThatIsNoYamlSaysSo() throws IOException {
    Path file = write("http: [");

    assertThatThrownBy(() -> new ConfigLoader().load(Optional.of(file), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is no YAML");
  }

  private static void assertRefused(String key, String value, String... parts) {
    assertThatThrownBy(
            () -> new ConfigLoader().load(Optional.empty(), Map.of(), Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(parts);
  }

  private static AppConfig load() {
    return new ConfigLoader().load(Optional.empty(), Map.of(), Map.of());
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("config.yaml"), yaml);
  }
}

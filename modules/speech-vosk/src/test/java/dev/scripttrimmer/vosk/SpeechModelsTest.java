package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechModelsTest {
  private static final Optional<String> NOT_CONFIGURED = Optional.empty();
  private static final Optional<Path> NOT_SET = Optional.empty();

  @TempDir Path folder;
  Path cache;
  SpeechModels models;

  @BeforeEach
  void create() {
    cache = folder.resolve("cache");
    models = new SpeechModels(cache);
  }

  @Test
  void fallsBackToTheDemoModel() {
    InstalledModel found = models.find(NOT_CONFIGURED, NOT_SET);

    assertThat(found.model().demo()).isTrue();
    assertThat(found.path()).startsWith(cache);
    assertThat(models.installed()).isEmpty();
  }

  @Test
  void prefersTheModelInstalledLast() throws IOException {
    install("vosk-model-small-de-0.15", "2026-03-01T00:00:00Z");
    install("vosk-model-small-en-us-0.15", "2026-03-02T00:00:00Z");
    install("vosk-model-fr-0.22", "2026-03-01T12:00:00Z");
    Files.createDirectories(cache.resolve("vosk-model-empty"));
    install(".vosk-model-half-installed", "2026-04-01T00:00:00Z");
    models.demo();

    InstalledModel found = models.find(NOT_CONFIGURED, NOT_SET);

    assertThat(found.model().name()).isEqualTo("vosk-model-small-en-us-0.15");
    assertThat(found.model().language()).isEqualTo("en-US");
    assertThat(found.model().demo()).isFalse();
    assertThat(models.installed())
        .extracting(m -> m.model().name())
        .containsExactly(
            "vosk-model-small-en-us-0.15", "vosk-model-fr-0.22", "vosk-model-small-de-0.15");
  }

  @Test
  void prefersTheEnvironmentToWhatIsInstalled() throws IOException {
    install("vosk-model-small-en-us-0.15", "2026-03-02T00:00:00Z");
    Path other = TestModels.hollow(folder.resolve("elsewhere/vosk-model-small-it-0.22"));

    assertThat(models.find(NOT_CONFIGURED, Optional.of(other)).path()).isEqualTo(other);
    assertThat(models.find(NOT_CONFIGURED, Optional.of(other.getParent())).path()).isEqualTo(other);
  }

  @Test
  void asksWhichOfSeveralModelsInTheEnvironmentsFolder() throws IOException {
    Path several = folder.resolve("several");
    TestModels.hollow(several.resolve("vosk-model-small-it-0.22"));
    Path german = TestModels.hollow(several.resolve("vosk-model-small-de-0.15"));

    assertThatThrownBy(() -> models.find(NOT_CONFIGURED, Optional.of(several)))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("vosk-model-small-de-0.15, vosk-model-small-it-0.22");
    assertThat(models.find(Optional.of("small-de"), Optional.of(several)).path()).isEqualTo(german);
  }

  @Test
  void doesNotPassOverAnEnvironmentThatIsWrong() {
    assertThatThrownBy(() -> models.find(NOT_CONFIGURED, Optional.of(folder.resolve("absent"))))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("absent");
    assertThatThrownBy(() -> models.find(NOT_CONFIGURED, Optional.of(folder)))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("not a Vosk speech model");
  }

  @Test
  void takesWhatIsConfiguredFirst() throws IOException {
    install("vosk-model-small-en-us-0.15", "2026-03-02T00:00:00Z");
    Path italian = TestModels.hollow(folder.resolve("elsewhere/vosk-model-small-it-0.22"));
    Optional<Path> environment = Optional.of(italian);

    assertThat(models.find(Optional.of("small-en-us"), environment).model().name())
        .isEqualTo("vosk-model-small-en-us-0.15");
    assertThat(models.find(Optional.of(italian.toString()), NOT_SET).path()).isEqualTo(italian);
    assertThat(models.find(Optional.of("demo"), environment).model().demo()).isTrue();
  }

  @Test
  void saysWhatThereIsWhenAModelIsNotThere() throws IOException {
    install("vosk-model-small-en-us-0.15", "2026-03-02T00:00:00Z");

    assertThatThrownBy(() -> models.find(Optional.of("small-de"), NOT_SET))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("small-de")
        .hasMessageContaining(cache.toString())
        .hasMessageContaining("vosk-model-small-en-us-0.15");
    assertThatThrownBy(() -> models.find(Optional.of("no/such/folder"), NOT_SET))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("no/such/folder");
    assertThatThrownBy(() -> models.find(Optional.of("nul\0byte"), NOT_SET))
        .isInstanceOf(SpeechModelException.class);
  }

  private void install(String name, String when) throws IOException {
    Path model = TestModels.hollow(cache.resolve(name));
    Files.setLastModifiedTime(model, FileTime.from(Instant.parse(when)));
  }
}

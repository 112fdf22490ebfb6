package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code VOSK_SPK_MODEL_PATH}, as far as it goes without a speaker model, which nobody may ship.
 */
class SpeakerModelTest {
  @TempDir private Path folder;
  private InstalledModel demo;

  @BeforeEach
  void unpack() {
    demo = new SpeechModels(folder.resolve("cache")).demo();
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> demo.withSpeakers(folder.resolve("absent")))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("VOSK_SPK_MODEL_PATH")
        .hasMessageContaining("absent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mfcc.conf", "final.ext.raw", "mean.vec", "transform.mat"})
  void namesTheFileThatIsMissing(String file) throws IOException {
    Files.delete(damaged().resolve(file));

    assertThatThrownBy(() -> demo.withSpeakers(folder))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("there is no " + file + ".");
  }

  @Test
  void survivesADamagedOne() throws IOException {
    InstalledModel both = demo.withSpeakers(damaged());

    assertThat(both.path()).isEqualTo(demo.path());
    assertThatThrownBy(() -> new VoskTranscriber(both))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("speaker model")
        .hasMessageContaining("does not load");
  }

  @Test
  void isHandedToTheRecognisersProcess() throws IOException {
    IsolatedTranscriber.Starting starting = IsolatedTranscriber.start(demo.withSpeakers(damaged()));

    assertThatThrownBy(starting::await)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("speaker model")
        .hasMessageContaining("does not load");
  }

  private Path damaged() throws IOException {
    for (String file : SpeakerFolder.FILES) {
      Files.writeString(folder.resolve(file), "This is not what was expected.\n");
    }
    return folder;
  }
}

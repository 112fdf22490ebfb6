package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenModelTest {
  @TempDir static Path cache;
  static Path intact;

  @TempDir Path folder;
  Path model;

  @BeforeAll
  static void unpack() {
    intact = new SpeechModels(cache).demo().path();
  }

  @BeforeEach
  void copy() throws IOException {
    model = TestModels.copy(intact, folder.resolve("broken"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conf/mfcc.conf", "conf/model.conf", "graph/words.txt"})
  void namesTheFileThatIsMissing(String file) throws IOException {
    Files.delete(model.resolve(file));
    assertThatThrownBy(this::load)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining(file)
        .hasMessageContaining("incomplete");

    Files.createFile(model.resolve(file));
    assertThatThrownBy(this::load)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining(file);
  }

  @Test
  void asksForTheTwoPartsOfAGraphWhenItIsNotInOne() throws IOException {
    Files.delete(model.resolve("graph/HCLG.fst"));
    assertThatThrownBy(this::load)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("graph/HCLr.fst, graph/Gr.fst, graph/disambig_tid.int");
  }

  @Test
  void refusesAFolderThatIsNoModel() throws IOException {
    Files.delete(model.resolve("am/final.mdl"));
    assertThatThrownBy(this::load)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("not a Vosk speech model");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    model = folder.resolve("absent");
    assertThatThrownBy(this::load)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("no speech model folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"am/final.mdl", "graph/HCLG.fst"})
  void survivesFilesThatAreCutShort(String file) throws IOException {
    Path damaged = model.resolve(file);
    try (RandomAccessFile content = new RandomAccessFile(damaged.toFile(), "rw")) {
      content.setLength(content.length() / 2);
    }
    assertThatThrownBy(this::load)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("does not load");
  }

  @ParameterizedTest
  @ValueSource(strings = {"am/final.mdl", "graph/HCLG.fst", "conf/mfcc.conf", "conf/model.conf"})
  void survivesFilesThatAreSomethingElse(String file) throws IOException {
    Files.writeString(model.resolve(file), "This is not what was expected.\n".repeat(1000));
    assertThatThrownBy(this::load)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("does not load");
  }

  private void load() {
    try (VoskTranscriber loaded =
        new VoskTranscriber(new InstalledModel(model, new SpeechModel("broken", "en", false)))) {
      assertThat(loaded.model().name()).isEqualTo("broken");
    }
  }
}

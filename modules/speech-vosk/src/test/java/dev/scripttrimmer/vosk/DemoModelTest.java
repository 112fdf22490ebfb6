package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoModelTest {
  @TempDir Path folder;

  @Test
  void unpacksOnce() throws IOException {
    InstalledModel model = new DemoModel(folder.resolve("new/cache")).unpack();

    assertThat(model.model()).isEqualTo(new SpeechModel("demo-en", "en", true));
    assertThat(model.path()).isAbsolute();
    Path acoustic = model.path().resolve("am/final.mdl");
    FileTime longAgo = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(acoustic, longAgo);
    assertThat(new DemoModel(folder.resolve("new/cache")).unpack()).isEqualTo(model);
    assertThat(Files.getLastModifiedTime(acoustic)).isEqualTo(longAgo);
  }

  @Test
  void replacesADamagedCopy() throws IOException {
    Path copy = new DemoModel(folder).unpack().path();
    byte[] good = Files.readAllBytes(copy.resolve("graph/HCLG.fst"));
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(copy.resolve("graph/HCLG.fst"), bad);
    Files.delete(copy.resolve("conf/mfcc.conf"));

    assertThat(new DemoModel(folder).unpack().path()).isEqualTo(copy);

    assertThat(copy.resolve("graph/HCLG.fst")).hasBinaryContent(good);
    assertThat(copy.resolve("conf/mfcc.conf")).isNotEmptyFile();
    assertNothingElseIn(folder, copy);
  }

  @Test
  void threadsThatRaceGetTheSameWholeModel() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      Callable<InstalledModel> unpack = () -> new DemoModel(folder).unpack();
      List<Future<InstalledModel>> models = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        models.add(pool.submit(unpack));
      }
      InstalledModel first = models.get(0).get();
      for (Future<InstalledModel> model : models) {
        assertThat(model.get()).isEqualTo(first);
      }
      assertNothingElseIn(folder, first.path());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void processesThatRaceGetTheSameWholeModel() throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        processes.add(startUnpacking());
      }
      for (Process process : processes) {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      Path model = entries.filter(DemoModel::isDemoFolder).findFirst().orElseThrow();
      assertNothingElseIn(folder, model);
      Path acoustic = model.resolve("am/final.mdl");
      FileTime written = Files.getLastModifiedTime(acoustic);
      new DemoModel(folder).unpack();
      assertThat(Files.getLastModifiedTime(acoustic)).isEqualTo(written);
    }
  }

  @Test
  void saysWhenTheCacheFolderCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    assertThatThrownBy(() -> new DemoModel(file).unpack())
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining(file.toString());
  }

  private Process startUnpacking() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            UnpackDemoModel.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void assertNothingElseIn(Path folder, Path model) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries)
          .containsExactlyInAnyOrder(model, folder.resolve("." + model.getFileName() + ".lock"));
    }
  }
}

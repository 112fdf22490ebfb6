package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class VoskTranscriberTest {
  private static final double WORD_ERROR_RATE = 0.05;
  private static final double MEAN_START_ERROR = 0.03;

  private InstalledModel demo;
  private VoskTranscriber transcriber;

  @BeforeAll
  void load(@TempDir Path cache) {
    demo = new SpeechModels(cache).demo();
    transcriber = new VoskTranscriber(demo);
  }

  @AfterAll
  void close() {
    transcriber.close();
  }

  @Test
  void hearsWhatIsSaid() {
    List<Word> heard = Speech.transcribe(transcriber, Speech.chunk());

    assertThat(WordErrors.rate(Speech.truthText(), Speech.text(heard)))
        .isLessThanOrEqualTo(WORD_ERROR_RATE);
    assertThat(heard).allSatisfy(w -> assertThat(w.confidence()).isBetween(0.0, 1.0));
    assertThat(heard).anySatisfy(w -> assertThat(w.confidence()).isGreaterThan(0.9));
  }

  @Test
  void timesWords() {
    List<Word> heard = Speech.transcribe(transcriber, Speech.chunk());
    List<Speech.SpokenWord> said = Speech.truth();

    assertThat(heard).hasSameSizeAs(said);
    double error = 0;
    for (int i = 0; i < said.size(); i++) {
      error += Math.abs(heard.get(i).span().start() - said.get(i).start());
    }
    assertThat(error / said.size()).isLessThan(MEAN_START_ERROR);
    assertThat(heard).isSortedAccordingTo((a, b) -> a.span().compareTo(b.span()));
  }

  @Test
  void timesWordsFromTheVideosStart() {
    List<Word> first = Speech.transcribe(transcriber, Speech.chunk());
    List<Word> later = Speech.transcribe(transcriber, new AudioChunk(7, 3600.5, Speech.pcm()));

    assertThat(Speech.text(later)).isEqualTo(Speech.text(first));
    assertThat(later.get(0).span().start())
        .isEqualTo(first.get(0).span().start() + 3600.5, within(1e-6));
  }

  @Test
  void placesNoWordOutsideOfItsChunk() {
    int second = PcmFormat.BYTES_PER_SECOND;
    AudioChunk cut = new AudioChunk(1, 1.0, Arrays.copyOfRange(Speech.pcm(), second, 3 * second));

    List<Word> heard = Speech.transcribe(transcriber, cut);

    assertThat(heard)
        .isNotEmpty()
        .allSatisfy(
            w -> {
              assertThat(w.span().start()).isGreaterThanOrEqualTo(cut.span().start());
              assertThat(w.span().end()).isLessThanOrEqualTo(cut.span().end());
            });
  }

  @Test
  void tellsFinishedUtterancesAsTheyCome() {
    List<List<Word>> partial = new ArrayList<>();

    List<Word> all = transcriber.transcribe(Speech.chunk(), partial::add, new Cancellation());

    assertThat(partial).hasSizeGreaterThan(1);
    assertThat(partial).allSatisfy(words -> assertThat(all).startsWith(words.toArray(Word[]::new)));
    assertThat(partial).isSortedAccordingTo((a, b) -> Integer.compare(a.size(), b.size()));
    assertThat(partial).doesNotHaveDuplicates();
    assertThat(partial.get(partial.size() - 1)).isEqualTo(all);
  }

  @Test
  void hearsNothingInSilenceAndInNothing() {
    for (int bytes : new int[] {0, 2, 320, 2 * PcmFormat.BYTES_PER_SECOND}) {
      assertThat(Speech.transcribe(transcriber, new AudioChunk(0, 0, new byte[bytes]))).isEmpty();
    }
  }

  @Test
  void recognisesChunksSideBySide() throws Exception {
    List<Word> alone = Speech.transcribe(transcriber, Speech.chunk());
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Word>>> together = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        together.add(two.submit(() -> Speech.transcribe(transcriber, Speech.chunk())));
      }
      for (Future<List<Word>> words : together) {
        assertThat(words.get()).isEqualTo(alone);
      }
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void stopsWhenCancelled() {
    Cancellation cancellation = new Cancellation();
    List<List<Word>> partial = new ArrayList<>();

    assertThatThrownBy(
            () ->
                transcriber.transcribe(
                    Speech.chunk(),
                    words -> {
                      partial.add(words);
                      cancellation.cancel(
                          Failure.of(ErrorCode.CANCELLED, "The job was cancelled."));
                    },
                    cancellation))
        .asInstanceOf(InstanceOfAssertFactories.type(TrimException.class))
        .extracting(TrimException::code)
        .isEqualTo(ErrorCode.CANCELLED);
    assertThat(partial).hasSize(1);
  }

  @Test
  void leavesTheCallersOwnExceptionsAlone() {
    assertThatThrownBy(
            () ->
                transcriber.transcribe(
                    Speech.chunk(),
                    words -> {
                      throw new UnsupportedOperationException("no listener");
                    },
                    new Cancellation()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Speech.transcribe(transcriber, Speech.chunk())).isNotEmpty();
  }

  /** A model that wants 32 kHz refuses 16 kHz: the engine answers -1, its Java wrapper "true". */
  @Test
  void failsTheChunkWhenTheEngineRefusesIt(@TempDir Path folder) throws Exception {
    Path model = TestModels.copy(demo.path(), folder.resolve("wants-32-khz"));
    Path features = model.resolve("conf/mfcc.conf");
    Files.writeString(features, Files.readString(features).replace("16000", "32000"));

    try (VoskTranscriber strict = new VoskTranscriber(InstalledModel.in(model))) {
      assertThatThrownBy(() -> Speech.transcribe(strict, Speech.chunk()))
          .asInstanceOf(InstanceOfAssertFactories.type(TrimException.class))
          .extracting(TrimException::code)
          .isEqualTo(ErrorCode.RECOGNISER_FAILED);
    }
  }

  /** In a process of its own: the encoding is bound once, when the native library is loaded. */
  @Test
  void readsWordsAsUtf8WhateverTheLocale(@TempDir Path folder) throws Exception {
    Path model = TestModels.copy(demo.path(), folder.resolve("foreign"));
    Path words = model.resolve("graph/words.txt");
    Files.writeString(words, Files.readString(words).replace("\ndough ", "\nтесто "));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=US-ASCII",
                "-cp",
                System.getProperty("java.class.path"),
                HearForeignWord.class.getName(),
                model.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void closesOnceTheChunksUnderWayAreDone() throws Exception {
    VoskTranscriber closing = new VoskTranscriber(demo);
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService worker = Executors.newSingleThreadExecutor();
    try {
      Future<List<Word>> words =
          worker.submit(
              () ->
                  closing.transcribe(
                      Speech.chunk(),
                      partial -> {
                        underWay.countDown();
                        await(goOn);
                      },
                      new Cancellation()));
      await(underWay);
      AtomicBoolean interruptKept = new AtomicBoolean();
      Thread closer =
          new Thread(
              () -> {
                closing.close();
                interruptKept.set(Thread.interrupted());
              });
      closer.start();
      closer.interrupt();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (closer.getState() != Thread.State.WAITING) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      assertRefused(closing);

      goOn.countDown();
      closer.join();
      assertThat(interruptKept).isTrue();
      assertThat(WordErrors.rate(Speech.truthText(), Speech.text(words.get())))
          .isLessThanOrEqualTo(WORD_ERROR_RATE);
      closing.close();
      assertRefused(closing);
    } finally {
      worker.shutdownNow();
    }
  }

  private static void assertRefused(VoskTranscriber closed) {
    assertThatThrownBy(() -> Speech.transcribe(closed, Speech.chunk()))
        .asInstanceOf(InstanceOfAssertFactories.type(TrimException.class))
        .extracting(TrimException::code)
        .isEqualTo(ErrorCode.RECOGNISER_FAILED);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

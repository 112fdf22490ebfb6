package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.vosk.PoisonedRecogniser.Poison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens in the recogniser's process stays there. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class IsolatedTranscriberTest {
  private InstalledModel demo;
  private List<Word> truth;
  private IsolatedTranscriber transcriber;

  @BeforeAll
  void load(@TempDir Path cache) {
    demo = new SpeechModels(cache).demo();
    try (VoskTranscriber inProcess = new VoskTranscriber(demo)) {
      truth = Speech.transcribe(inProcess, Speech.chunk());
    }
    transcriber = poisonable(Duration.ofMinutes(1));
  }

  @AfterAll
  void close() {
    transcriber.close();
  }

  private IsolatedTranscriber poisonable(Duration answerLimit) {
    return IsolatedTranscriber.start(demo, PoisonedRecogniser.command(demo.path()), answerLimit)
        .await();
  }

  /** The one process that there is, started anew where a test killed it. */
  private ProcessHandle process() {
    Speech.transcribe(transcriber, new AudioChunk(0, 0, new byte[2]));
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).findFirst().get();
  }

  private static void kill(ProcessHandle process, String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hearsWhatIsHeardInTheNodesOwnProcess() {
    assertThat(Speech.transcribe(transcriber, Speech.chunk())).isEqualTo(truth);
    assertThat(transcriber.model()).isEqualTo(demo.model());
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "SEGV", "ABRT"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void losesNoWordWhenItsProcessIsKilledInTheMiddleOfChunks(String signal) throws Exception {
    ProcessHandle victim = process();
    List<List<Word>> partial = new ArrayList<>();
    CountDownLatch bothUnderWay = new CountDownLatch(2);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<List<Word>> beside =
          other.submit(
              () ->
                  transcriber.transcribe(
                      Speech.chunk(), words -> meet(bothUnderWay), new Cancellation()));
      List<Word> words =
          transcriber.transcribe(
              Speech.chunk(),
              heard -> {
                partial.add(heard);
                if (partial.size() == 1) {
                  meet(bothUnderWay);
                  kill(victim, signal);
                }
              },
              new Cancellation());

      assertThat(words).isEqualTo(truth);
      assertThat(beside.get()).isEqualTo(truth);
      assertThat(victim.isAlive()).isFalse();
      assertThat(partial).doesNotHaveDuplicates().hasSizeGreaterThan(1);
    } finally {
      other.shutdownNow();
    }
  }

  /** A terminal and a service manager tell every process of a node to end; the node drains. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void goesOnWhenItsWholeGroupIsToldToEnd() {
    ProcessHandle process = process();
    List<Word> words =
        transcriber.transcribe(
            Speech.chunk(),
            heard -> {
              kill(process, "TERM");
              kill(process, "INT");
            },
            new Cancellation());

    assertThat(words).isEqualTo(truth);
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly();
    process.onExit().join();
  }

  @Test
  void startsAnewAfterADeathBetweenChunks() {
    ProcessHandle victim = process();
    victim.destroyForcibly();
    victim.onExit().join();

    assertThat(Speech.transcribe(transcriber, Speech.chunk())).isEqualTo(truth);
  }

  @ParameterizedTest
  @EnumSource(names = {"SEGFAULT", "HEAP"})
  void failsOnlyTheChunkThatKillsIt(Poison poison) throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<List<Word>> beside =
          other.submit(
              () ->
                  transcriber.transcribe(
                      Speech.chunk(),
                      words -> {
                        underWay.countDown();
                        await(goOn);
                      },
                      new Cancellation()));
      await(underWay);
      ProcessHandle victim = process();
      victim.onExit().thenRun(goOn::countDown);

      assertFails(
          () -> Speech.transcribe(transcriber, poison.chunk()), ErrorCode.RECOGNISER_FAILED);
      assertThat(victim.isAlive()).isFalse();
      assertThat(beside.get()).isEqualTo(truth);
      assertThat(Speech.transcribe(transcriber, Speech.chunk())).isEqualTo(truth);
    } finally {
      goOn.countDown();
      other.shutdownNow();
    }
  }

  @Test
  void killsWhatDoesNotAnswer() {
    try (IsolatedTranscriber impatient = poisonable(Duration.ofSeconds(2))) {
      assertFails(
          () -> Speech.transcribe(impatient, Poison.HANG.chunk()), ErrorCode.RECOGNISER_FAILED);
    }
  }

  @Test
  void stopsWhenCancelledAlsoInTheMiddleOfARetry() {
    ProcessHandle victim = process();
    Cancellation cancellation = new Cancellation();
    List<List<Word>> partial = new ArrayList<>();

    assertFails(
        () ->
            transcriber.transcribe(
                Speech.chunk(),
                words -> {
                  partial.add(words);
                  if (partial.size() == 1) {
                    victim.destroyForcibly();
                  } else {
                    cancellation.cancel(Failure.of(ErrorCode.CANCELLED, "Enough."));
                  }
                },
                cancellation),
        ErrorCode.CANCELLED);

    assertThat(partial).hasSize(2);
    assertThat(Speech.transcribe(transcriber, Speech.chunk())).isEqualTo(truth);
  }

  @Test
  void saysWhyAModelDoesNotLoad(@TempDir Path folder) throws IOException {
    Path model = TestModels.copy(demo.path(), folder.resolve("broken"));
    Files.writeString(model.resolve("am/final.mdl"), "This is something else.\n");
    IsolatedTranscriber.Starting starting = IsolatedTranscriber.start(InstalledModel.in(model));

    assertThatThrownBy(starting::await)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining(model.toString())
        .hasMessageContaining("does not load");
  }

  @Test
  void endsItsProcessAndRefusesChunksOnceItIsClosed() {
    IsolatedTranscriber closed = IsolatedTranscriber.start(demo).await();
    process();
    List<ProcessHandle> before = ProcessHandle.current().children().toList();

    closed.close();
    closed.close();

    assertThat(before.stream().filter(ProcessHandle::isAlive)).hasSize(1);
    assertFails(() -> Speech.transcribe(closed, Speech.chunk()), ErrorCode.RECOGNISER_FAILED);
  }

  @Test
  void diesWithItsNodeHoweverThatDies() throws Exception {
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OrphanMaker.class.getName(),
                demo.path().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      ProcessHandle orphan =
          ProcessHandle.of(Long.parseLong(node.inputReader().readLine())).orElseThrow();
      node.destroyForcibly();

      orphan.onExit().get(30, TimeUnit.SECONDS);
    } finally {
      node.descendants().forEach(ProcessHandle::destroyForcibly);
      node.destroyForcibly();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void getsOfTheNodesEnvironmentOnlyWhatHoldsNoSecret() throws IOException {
    Path environment = Path.of("/proc/" + process().pid() + "/environ");
    List<String> names =
        new String(Files.readAllBytes(environment), StandardCharsets.UTF_8)
            .lines()
            .flatMap(line -> Arrays.stream(line.split("\0")))
            .map(variable -> variable.split("=", 2)[0])
            .toList();

    assertThat(System.getenv()).containsKey("SECRET_OF_THE_NODE");
    assertThat(names).contains("PATH").doesNotContain("SECRET_OF_THE_NODE");
  }

  private static void assertFails(ThrowingCallable work, ErrorCode code) {
    assertThatThrownBy(work)
        .asInstanceOf(InstanceOfAssertFactories.type(TrimException.class))
        .extracting(TrimException::code)
        .isEqualTo(code);
  }

  private static void meet(CountDownLatch all) {
    all.countDown();
    await(all);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

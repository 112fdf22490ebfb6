package dev.scripttrimmer.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.GrowingFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ProcessRunnerTest {
  private static final ProcessLimits LOOSE =
      new ProcessLimits(Duration.ofSeconds(50), Duration.ofSeconds(50), 4L << 30, 1L << 30);

  private ProcessRunner runner = new ProcessRunner(Sandbox.none());

  @TempDir Path folder;

  @AfterEach
  void close() {
    runner.close();
  }

  /** None, and the strongest that this machine has. */
  static Stream<Sandbox> sandboxes() {
    return Stream.of(
        Sandbox.none(), SandboxDetector.detect(SandboxMode.AUTO, shell("exit 0", LOOSE)));
  }

  private static Command shell(String script, ProcessLimits limits) {
    return Command.of(List.of("/bin/sh", "-c", script), limits);
  }

  @ParameterizedTest
  @MethodSource("sandboxes")
  void reportsOutputExitAndLastWords(Sandbox sandbox) {
    runner = new ProcessRunner(sandbox);
    List<String> lines = new ArrayList<>();

    Exit exit =
        runner.run(
            shell("echo one; echo two; echo sorry >&2; exit 3", LOOSE),
            lines::add,
            new Cancellation());

    assertThat(lines).containsExactly("one", "two");
    assertThat(exit).isEqualTo(new Exit(3, "sorry"));
  }

  @ParameterizedTest
  @MethodSource("sandboxes")
  void feedsItsInputToTheChild(Sandbox sandbox) {
    runner = new ProcessRunner(sandbox);
    List<String> lines = new ArrayList<>();
    byte[] input = "one\ntwo\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    runner.run(
        shell("cat", LOOSE), new ByteArrayInputStream(input), lines::add, new Cancellation());

    assertThat(lines).hasSize(200_000).startsWith("one", "two").endsWith("one", "two");
  }

  @Test
  void letsGoOfInputThatTheChildDoesNotTake() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    GrowingFile endless = new GrowingFile(Files.createFile(folder.resolve("endless")));
    InputStream input =
        new FilterInputStream(endless.open()) {
          @Override
          public void close() throws IOException {
            super.close();
            closed.countDown();
          }
        };

    Exit exit = runner.run(shell("exit 0", LOOSE), input, line -> {}, new Cancellation());

    assertThat(exit.ok()).isTrue();
    closed.await();
  }

  @Test
  void killsTheChildWhenItsInputBreaksOff() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };

    Exit exit = runner.run(shell("cat; sleep 1000", LOOSE), broken, l -> {}, new Cancellation());

    assertThat(exit.ok()).isFalse();
  }

  @Test
  void keepsOnlyTheLastOfManyWords() {
    Exit exit =
        runner.run(
            shell("i=0; while [ $i -lt 20000 ]; do echo line $i >&2; i=$((i+1)); done", LOOSE),
            line -> {},
            new Cancellation());

    assertThat(exit.lastWords()).hasSizeLessThanOrEqualTo(4096).endsWith("line 19999");
  }

  @ParameterizedTest
  @MethodSource("sandboxes")
  void killsTheChildAndItsOwnChildrenWhenCancelled(Sandbox sandbox) throws Exception {
    runner = new ProcessRunner(sandbox);
    Cancellation cancellation = new Cancellation();
    Set<ProcessHandle> before = descendants();
    ChildProcess child =
        runner.start(shell("sleep 1000 & echo up; sleep 1000", LOOSE), cancellation);
    assertThat(child.stdout().readNBytes(3)).asString().isEqualTo("up\n");
    Set<ProcessHandle> started = descendants();
    started.removeAll(before);
    assertThat(started).hasSizeGreaterThanOrEqualTo(2);

    cancellation.cancel(Failure.of(ErrorCode.CANCELLED, "Somebody cancelled the job."));

    assertThatThrownBy(child::await)
        .isInstanceOfSatisfying(
            TrimException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    for (ProcessHandle handle : started) {
      handle.onExit().get();
    }
  }

  private static Set<ProcessHandle> descendants() {
    return new HashSet<>(ProcessHandle.current().descendants().toList());
  }

  @Test
  void killsTheChildAtItsDeadline() {
    ProcessLimits brief =
        new ProcessLimits(Duration.ofMillis(200), Duration.ofSeconds(50), 4L << 30, 1 << 20);

    assertThatThrownBy(() -> runner.run(shell("sleep 1000", brief), l -> {}, new Cancellation()))
        .isInstanceOfSatisfying(
            TrimException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STAGE_TIMEOUT));
  }

  @Test
  void killsTheChildWhenItsListenerThrows() {
    assertThatThrownBy(
            () ->
                runner.run(
                    shell("echo x; sleep 1000", LOOSE),
                    line -> {
                      throw new IllegalStateException(line);
                    },
                    new Cancellation()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("x");
  }

  @Test
  void startsNothingForACancelledJob() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel(Failure.of(ErrorCode.CANCELLED, "Somebody cancelled the job."));

    assertThatThrownBy(() -> runner.start(shell("exit 0", LOOSE), cancellation))
        .isInstanceOf(TrimException.class);
  }

  @Test
  void passesNothingOfTheCallersEnvironmentOn() {
    List<String> names = new ArrayList<>();

    runner.run(
        Command.of(List.of("/usr/bin/env"), LOOSE),
        line -> names.add(line.split("=")[0]),
        new Cancellation());

    assertThat(names).containsOnly("LC_ALL", "LD_LIBRARY_PATH");
  }

  @Test
  void saysThatAFileGrewTooLong() {
    Sandbox sandbox = SandboxDetector.detect(SandboxMode.AUTO, shell("exit 0", LOOSE));
    assumeTrue(sandbox.prlimit().isPresent());
    runner = new ProcessRunner(sandbox);
    ProcessLimits small =
        new ProcessLimits(Duration.ofSeconds(50), Duration.ofSeconds(50), 4L << 30, 10_000);
    Command writing =
        new Command(
            List.of("/bin/dd", "if=/dev/zero", "of=" + folder.resolve("out"), "bs=100k", "count=1"),
            Set.of(),
            Set.of(folder),
            false,
            small);

    Exit exit = runner.run(writing, line -> {}, new Cancellation());

    assertThat(exit.overLimit()).isTrue();
    assertThat(folder.resolve("out")).hasSize(10_000);
  }

  @Test
  void stopsAChildThatUsesTooMuchTimeOrMemory() {
    Sandbox sandbox = SandboxDetector.detect(SandboxMode.AUTO, shell("exit 0", LOOSE));
    assumeTrue(sandbox.prlimit().isPresent());
    runner = new ProcessRunner(sandbox);
    ProcessLimits tight =
        new ProcessLimits(Duration.ofSeconds(50), Duration.ofSeconds(1), 100 << 20, 1 << 20);

    Exit busy = runner.run(shell("while :; do :; done", tight), line -> {}, new Cancellation());
    Exit greedy =
        runner.run(
            shell("exec dd if=/dev/zero of=/dev/null bs=300M count=1", tight),
            line -> {},
            new Cancellation());

    assertThat(busy.overLimit()).isTrue();
    assertThat(greedy.ok()).isFalse();
    assertThat(greedy.lastWords()).contains("memory");
  }

  @Test
  void showsASandboxedChildNothingButItsFiles() throws IOException {
    Sandbox sandbox = SandboxDetector.detect(SandboxMode.AUTO, shell("exit 0", LOOSE));
    assumeTrue(sandbox.bwrap().isPresent());
    runner = new ProcessRunner(sandbox);
    Path shown = Files.writeString(folder.resolve("shown"), "shown");
    Path hidden = Files.writeString(folder.resolve("hidden"), "hidden");
    Command reading =
        new Command(
            List.of("/bin/sh", "-c", "cat " + shown + "; cat " + hidden + "; echo >> " + shown),
            Set.of(shown),
            Set.of(),
            false,
            LOOSE);
    List<String> lines = new ArrayList<>();

    Exit exit = runner.run(reading, lines::add, new Cancellation());

    assertThat(lines).containsExactly("shown");
    assertThat(exit.lastWords()).contains("No such file").contains("Read-only file system");
    assertThat(shown).hasContent("shown");
  }
}

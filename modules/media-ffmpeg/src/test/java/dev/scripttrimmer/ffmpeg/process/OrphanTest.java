package dev.scripttrimmer.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scripttrimmer.domain.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A program that is killed without a chance to clean up leaves no child behind. */
class OrphanTest {
  private static final ProcessLimits LIMITS =
      new ProcessLimits(Duration.ofMinutes(10), Duration.ofMinutes(10), 4L << 30, 1L << 20);

  @Test
  void childrenDieWithTheProgram() throws Exception {
    Sandbox sandbox = detect();
    assumeTrue(sandbox.bwrap().isPresent() || sandbox.setpriv().isPresent());
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(program.getInputStream().readNBytes(3)).asString().isEqualTo("up\n");
      List<ProcessHandle> children = program.descendants().toList();
      assertThat(children).isNotEmpty();

      program.destroyForcibly();

      for (ProcessHandle child : children) {
        child.onExit().get(30, TimeUnit.SECONDS);
      }
    } finally {
      program.destroyForcibly();
    }
  }

  private static Sandbox detect() {
    return SandboxDetector.detect(
        SandboxMode.AUTO, Command.of(List.of("/bin/sh", "-c", "exit 0"), LIMITS));
  }

  /** Starts a child from a thread that ends at once, and stays. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      ProcessRunner runner = new ProcessRunner(detect());
      Command command =
          new Command(
              List.of("/bin/sh", "-c", "echo up; exec sleep 1000"),
              Set.of(),
              Set.of(),
              false,
              LIMITS);
      ChildProcess[] started = new ChildProcess[1];
      Thread brief = new Thread(() -> started[0] = runner.start(command, new Cancellation()));
      brief.start();
      brief.join();
      // "up" only once the child is seen to have outlived the thread that asked for it.
      System.out.write(started[0].stdout().readNBytes(3));
      System.out.flush();
      started[0].await();
    }
  }
}

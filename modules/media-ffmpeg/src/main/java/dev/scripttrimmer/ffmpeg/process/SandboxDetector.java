package dev.scripttrimmer.ffmpeg.process;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TrimException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the strongest sandbox that works here, by trying: a container often has {@code bwrap} and
 * forbids what it does.
 */
public final class SandboxDetector {
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/local/bin"),
          Path.of("/usr/bin"),
          Path.of("/bin"),
          Path.of("/usr/sbin"),
          Path.of("/sbin"));

  private SandboxDetector() {}

  /**
   * @param trial a command that must end with 0 inside the sandbox
   * @throws IllegalStateException when {@code mode} is {@code REQUIRED} and a part does not work
   */
  public static Sandbox detect(SandboxMode mode, Command trial) {
    if (mode == SandboxMode.OFF) {
      return Sandbox.none();
    }
    Optional<Path> none = Optional.empty();
    Optional<Path> prlimit =
        find("prlimit").filter(p -> works(new Sandbox(Optional.of(p), none, none), trial));
    Optional<Path> bwrap =
        find("bwrap").filter(p -> works(new Sandbox(none, Optional.of(p), none), trial));
    Optional<Path> setpriv =
        find("setpriv").filter(p -> works(new Sandbox(none, none, Optional.of(p)), trial));
    if (mode == SandboxMode.REQUIRED && (prlimit.isEmpty() || bwrap.isEmpty())) {
      throw new IllegalStateException(
          "the sandbox is required, and prlimit or bwrap is missing or does not work here");
    }
    return new Sandbox(prlimit, bwrap, setpriv);
  }

  private static Optional<Path> find(String program) {
    return FOLDERS.stream().map(f -> f.resolve(program)).filter(Files::isExecutable).findFirst();
  }

  private static boolean works(Sandbox sandbox, Command trial) {
    try (ProcessRunner runner = new ProcessRunner(sandbox)) {
      return runner.run(trial, line -> {}, new Cancellation()).ok();
    } catch (TrimException e) {
      return false;
    }
  }
}

package dev.scripttrimmer.ffmpeg.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Puts other programs in front of a command: {@code prlimit} bounds what it uses, {@code bwrap}
 * gives it a file system with nothing but its own files, no network and no other processes. Where
 * {@code bwrap} does not work, {@code setpriv} still sees to it that the child dies with this
 * program.
 *
 * @param prlimit absolute path
 * @param bwrap absolute path
 * @param setpriv absolute path
 */
public record Sandbox(Optional<Path> prlimit, Optional<Path> bwrap, Optional<Path> setpriv) {
  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives");
  private static final List<String> DEVICE_FOLDERS = List.of("/dev", "/proc", "/sys");

  /** No confinement at all. */
  public static Sandbox none() {
    return new Sandbox(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Such as {@code prlimit+bwrap}; {@code none} without any. */
  public String description() {
    StringJoiner parts = new StringJoiner("+").setEmptyValue("none");
    prlimit.ifPresent(p -> parts.add("prlimit"));
    bwrap.ifPresent(p -> parts.add("bwrap"));
    if (bwrap.isEmpty()) {
      setpriv.ifPresent(p -> parts.add("setpriv"));
    }
    return parts.toString();
  }

  List<String> confine(Command command) {
    List<String> confined = new ArrayList<>();
    prlimit.ifPresent(program -> limit(confined, program, command));
    if (bwrap.isPresent()) {
      isolate(confined, bwrap.get(), command);
    } else {
      setpriv.ifPresent(
          program ->
              confined.addAll(
                  List.of(program.toString(), "--pdeathsig", "KILL", "--no-new-privs", "--")));
    }
    confined.addAll(command.arguments());
    return confined;
  }

  private static void limit(List<String> to, Path program, Command command) {
    ProcessLimits limits = command.limits();
    to.add(program.toString());
    // The second number is the kernel's own kill, for a child that ignores the signal.
    to.add("--cpu=" + limits.cpu().toSeconds() + ":" + (limits.cpu().toSeconds() + 2));
    to.add("--fsize=" + limits.fileSize());
    to.add("--core=0");
    if (!command.devices()) {
      // Graphics drivers reserve address space by the terabyte.
      to.add("--as=" + limits.memory());
    }
    to.add("--");
  }

  private static void isolate(List<String> to, Path program, Command command) {
    to.add(program.toString());
    to.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
    for (String folder : SYSTEM_FOLDERS) {
      to.addAll(List.of("--ro-bind-try", folder, folder));
    }
    if (command.devices()) {
      for (String folder : DEVICE_FOLDERS) {
        to.addAll(List.of("--dev-bind-try", folder, folder));
      }
    } else {
      to.addAll(List.of("--dev", "/dev"));
    }
    // Before the job's files: they may lie below it.
    to.addAll(List.of("--tmpfs", "/tmp"));
    bind(to, "--ro-bind", command.programFolder());
    command.writable().forEach(folder -> bind(to, "--bind", folder));
    command.readable().forEach(file -> bind(to, "--ro-bind", file));
    to.addAll(List.of("--chdir", "/", "--"));
  }

  private static void bind(List<String> to, String how, Path path) {
    to.addAll(List.of(how, path.toString(), path.toString()));
  }
}

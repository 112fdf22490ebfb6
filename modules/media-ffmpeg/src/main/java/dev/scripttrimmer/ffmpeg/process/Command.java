package dev.scripttrimmer.ffmpeg.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A child process to be.
 *
 * @param arguments the program, as an absolute path, and its arguments; never seen by a shell
 * @param readable absolute paths of the files it needs to read
 * @param writable absolute paths of the folders it writes into
 * @param devices whether it needs the machine's graphics devices
 */
public record Command(
    List<String> arguments,
    Set<Path> readable,
    Set<Path> writable,
    boolean devices,
    ProcessLimits limits) {
  public Command {
    arguments = List.copyOf(arguments);
    readable = Set.copyOf(readable);
    writable = Set.copyOf(writable);
    if (arguments.isEmpty() || !Path.of(arguments.get(0)).isAbsolute()) {
      throw new IllegalArgumentException("a command starts with an absolute path");
    }
  }

  /** A command that touches no files of a job. */
  public static Command of(List<String> arguments, ProcessLimits limits) {
    return new Command(arguments, Set.of(), Set.of(), false, limits);
  }

  /** The program's folder; its libraries lie beside it when it came with this program. */
  Path programFolder() {
    return Path.of(arguments.get(0)).getParent();
  }

  String programName() {
    return Path.of(arguments.get(0)).getFileName().toString();
  }
}

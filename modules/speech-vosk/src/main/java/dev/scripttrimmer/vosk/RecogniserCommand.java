package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Starts recogniser processes: this program's own Java and classes, little memory, no secrets. */
final class RecogniserCommand {
  /** All that the process gets of the environment, so that no key is in it. */
  private static final Set<String> KEPT =
      Set.of("PATH", "HOME", "TMPDIR", "TMP", "TEMP", "LANG", "LANGUAGE", "LD_LIBRARY_PATH");

  // What the virtual machine says goes to standard error: the output carries frames.
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=/dev/null",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  private final Class<?> main;
  private final List<String> arguments;

  /**
   * @param main has a main method that {@linkplain RecogniserMain#serve serves}
   */
  RecogniserCommand(Class<?> main, List<String> arguments) {
    this.main = main;
    this.arguments = List.copyOf(arguments);
  }

  /** The recogniser for that model. */
  static RecogniserCommand forModel(InstalledModel model) {
    return new RecogniserCommand(
        RecogniserMain.class,
        Stream.concat(Stream.of(model.path()), model.speakers().stream())
            .map(Path::toString)
            .toList());
  }

  Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    // Classes as they lie in memory, where this process was given them.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
        .forEach(command::add);
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> !KEPT.contains(name) && !isLocale(name));
    return builder.start();
  }

  private static boolean isLocale(String name) {
    return name.startsWith("LC_");
  }
}

package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.config.ConfigException;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.vosk.SpeechModelException;
import picocli.CommandLine;

/** Turns arguments into a command and failures into messages. */
public final class CommandLines {
  private CommandLines() {}

  /** Runs the command and returns the process's exit code. */
  public static int run(String[] arguments) {
    return program().setExecutionExceptionHandler(CommandLines::explain).execute(arguments);
  }

  /** What takes the arguments. */
  static CommandLine program() {
    return new CommandLine(new TrimCommand()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof ConfigException) {
      command.getErr().println(failure.getMessage());
      return command.getCommandSpec().exitCodeOnInvalidInput();
    }
    if (failure instanceof SpeechModelException) {
      command.getErr().println(failure.getMessage());
      return TrimCommand.FAILED;
    }
    if (failure instanceof TrimException trim) {
      command.getErr().println(trim.failure().detail());
      return TrimCommand.FAILED;
    }
    throw failure;
  }
}

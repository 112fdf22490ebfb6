package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.gateway.access.ApiKey;
import dev.scripttrimmer.gateway.access.ApiKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes API keys. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Makes keys for auth.mode api-key.",
    subcommands = KeyCommand.New.class)
final class KeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "What about keys? ./trim key new NAME");
  }

  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a key, prints it, once, and adds its hash to the file of keys.",
        "A second key of the same name is the same owner's: to change a key, make a new one, then"
            + " remove the old one's line."
      })
  static final class New implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigOptions config;

    @Parameters(paramLabel = "NAME", description = "The owner.")
    private String name;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "The file of keys; the configuration's auth.key-file unless given.")
    private Path file;

    @Override
    public Integer call() throws IOException {
      String key = ApiKey.generate();
      String line;
      try {
        line = ApiKeys.line(name, key);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "No name: " + e.getMessage() + ".", e);
      }
      Path keys = file == null ? configured() : file;
      append(keys, line);
      System.err.println("The key of " + name + ", shown this once; its hash is in " + keys);
      System.out.println(key);
      return TrimCommand.DONE;
    }

    private Path configured() {
      return config
          .load(Map.of("log.level", "warn"))
          .auth()
          .keys()
          .orElseThrow(
              () ->
                  new ParameterException(
                      spec.commandLine(), "In which file? Give --file, or set auth.key-file."));
    }

    private static void append(Path keys, String line) throws IOException {
      try {
        Files.createFile(
            keys,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (FileAlreadyExistsException e) {
        // The usual case: one more key.
      }
      Files.writeString(keys, line + System.lineSeparator(), StandardOpenOption.APPEND);
    }
  }
}

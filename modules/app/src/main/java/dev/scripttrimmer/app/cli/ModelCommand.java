package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.vosk.InstalledModel;
import dev.scripttrimmer.vosk.ModelInstaller;
import dev.scripttrimmer.vosk.SpeechModels;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Installs speech models, or lists them. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = {
      "Installs a speech model from Vosk's official list, such as small-en-us.",
      "Without a name, lists the installed ones."
    })
final class ModelCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The model, in full or short.")
  private String name;

  @Option(names = "--available", description = "List what can be installed.")
  private boolean available;

  @Override
  public Integer call() {
    Path models = config.load(Map.of("log.level", "warn")).modelFolder();
    if (available) {
      new ModelInstaller(models).available().forEach(System.out::println);
    } else if (name == null) {
      new SpeechModels(models)
          .installed()
          .forEach(model -> System.out.println(model.model().name() + "  " + model.path()));
      System.out.println("demo  (comes with the program; understands synthetic voices only)");
    } else {
      InstalledModel installed = new ModelInstaller(models).install(name, ModelCommand::show);
      System.out.println("Installed " + installed.model().name() + " in " + installed.path());
    }
    return TrimCommand.DONE;
  }

  private static void show(double fraction) {
    if (Terminal.isInteractive()) {
      System.out.printf("\r%3.0f %%", fraction * 100);
      System.out.flush();
      if (fraction >= 1) {
        System.out.println();
      }
    }
  }
}

package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.node.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a node until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Runs a node: the web page, the HTTP service and the workers, until it is stopped.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Option(names = "--host", paramLabel = "HOST", description = "Sets http.host.")
  private String host;

  @Option(names = "--port", paramLabel = "PORT", description = "Sets http.port; 0 for a free one.")
  private String port;

  @Option(names = "--role", paramLabel = "ROLE", description = "Sets role: all, gateway or worker.")
  private String role;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT,...",
      description = "Sets cluster.members: where other nodes may be found.")
  private String members;

  @Option(
      names = "--until-input-ends",
      description = "Stops when standard input ends, so that the node never outlives its parent.")
  private boolean untilInputEnds;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> keys = new LinkedHashMap<>();
    put(keys, "http.host", host);
    put(keys, "http.port", port);
    put(keys, "role", role);
    put(keys, "cluster.members", members);
    Node node = Node.start(config.load(keys));
    node.greetings().forEach(System.out::println);
    if (untilInputEnds) {
      Foreground.endWithInput();
    }
    Foreground.hold(node::close);
    return TrimCommand.DONE;
  }

  private static void put(Map<String, String> keys, String key, String value) {
    if (value != null) {
      keys.put(key, value);
    }
  }
}

package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.config.ConfigLoader;
import dev.scripttrimmer.app.node.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a whole cluster on this machine, for trying out. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a cluster on this machine: one gateway with the object store, and workers, each in a"
          + " process of its own, on free ports of the loopback interface.",
      "Kill a worker to see another one go on with its work."
    })
final class ClusterCommand implements Callable<Integer> {
  private static final int MOST_NODES = 16;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Parameters(
      arity = "0..1",
      paramLabel = "NODES",
      defaultValue = "3",
      description = "How many nodes, 2 to 16 (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The gateway's port; 0, the default, for a free one.")
  private String port;

  @Override
  public Integer call() throws InterruptedException {
    if (nodes < 2 || nodes > MOST_NODES) {
      throw new ParameterException(spec.commandLine(), "A cluster here has 2 to 16 nodes.");
    }
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("role", "gateway");
    keys.put("http.port", port);
    keys.put("cluster.host", "127.0.0.1");
    keys.put("storage.kind", "embedded");
    Node gateway = Node.start(config.load(keys));
    List<ChildNode> workers =
        IntStream.range(1, nodes).mapToObj(number -> worker(number, gateway)).toList();
    Stream.concat(
            gateway.greetings().stream(),
            Stream.of("Workers: " + workers.size() + "; stop: Ctrl-C"))
        .forEach(System.out::println);
    Foreground.hold(
        () -> {
          workers.forEach(ChildNode::stop);
          workers.forEach(ChildNode::close);
          gateway.close();
        });
    return TrimCommand.DONE;
  }

  private ChildNode worker(int number, Node gateway) {
    Map<String, String> keys = new LinkedHashMap<>(gateway.invitation());
    keys.put("role", "worker");
    // One machine has one port of each number.
    keys.put("management.port", "0");
    Map<String, String> environment =
        keys.entrySet().stream()
            .collect(
                Collectors.toMap(key -> ConfigLoader.variable(key.getKey()), Map.Entry::getValue));
    return ChildNode.serve("worker-" + number, config.arguments(), environment);
  }
}

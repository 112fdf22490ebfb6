package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.node.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> keys = new LinkedHashMap<>();
    put(keys, "http.host", host);
    put(keys, "http.port", port);
    put(keys, "role", role);
    put(keys, "cluster.members", members);
    Node node = Node.start(config.load(keys));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  node.close();
                  stopped.countDown();
                },
                "shutdown"));
    node.greetings().forEach(System.out::println);
    stopped.await();
    return TrimCommand.DONE;
  }

  private static void put(Map<String, String> keys, String key, String value) {
    if (value != null) {
      keys.put(key, value);
    }
  }
}

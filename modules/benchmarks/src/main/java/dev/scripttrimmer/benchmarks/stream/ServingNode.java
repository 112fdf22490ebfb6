package dev.scripttrimmer.benchmarks.stream;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.app.config.ConfigLoader;
import dev.scripttrimmer.app.node.Node;
import java.util.Map;
import java.util.Optional;

/** The whole program as a gateway, with everything that belongs to it, and a way to publish. */
public final class ServingNode {
  private ServingNode() {}

  /**
   * @param arguments the gateway's port, the publisher's port, the cluster's port, an empty folder
   */
  public static void main(String[] arguments) {
    Map<String, String> keys =
        Map.of(
            "role", "gateway",
            "http.port", arguments[0],
            "cluster.port", arguments[2],
            "storage.folder", arguments[3],
            "log.level", "warn");
    AppConfig config = new ConfigLoader().load(Optional.empty(), Map.of(), keys);
    config.log().apply();
    Node node = Node.start(config);
    PublishEndpoint.listen(node.cluster(), Integer.parseInt(arguments[1]))
        .onSuccess(server -> System.out.println("ready"))
        .onFailure(ServingNode::give);
  }

  /** Ends the process, with the reason. */
  static void give(Throwable failure) {
    failure.printStackTrace();
    System.exit(1);
  }
}

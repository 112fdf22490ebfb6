package dev.scripttrimmer.benchmarks.stream;

import dev.scripttrimmer.cluster.ClusterConfig;
import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.cluster.MemberAddress;
import dev.scripttrimmer.domain.NodeId;
import io.vertx.core.VertxOptions;
import java.util.List;

/** A node that only tells of jobs, as a worker does to viewers of other nodes. */
public final class PublishingNode {
  private PublishingNode() {}

  /**
   * @param arguments the publisher's port, the serving node's port in the cluster
   */
  public static void main(String[] arguments) {
    MemberAddress serving = new MemberAddress("127.0.0.1", Integer.parseInt(arguments[1]));
    ClusteredVertx.start(
            ClusterConfig.loopback(new NodeId("publisher"), List.of(serving)), new VertxOptions())
        .compose(node -> PublishEndpoint.listen(node, Integer.parseInt(arguments[0])))
        .onSuccess(server -> System.out.println("ready"))
        .onFailure(ServingNode::give);
  }
}

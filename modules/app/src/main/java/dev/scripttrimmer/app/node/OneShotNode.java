package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.pipeline.ScratchSpace;
import java.net.URI;
import java.util.Optional;

/** A node for one video: its objects live in a folder that goes when it does. */
public final class OneShotNode implements AutoCloseable {
  private final Node node;
  private final ScratchSpace space;

  private OneShotNode(Node node, ScratchSpace space) {
    this.node = node;
    this.space = space;
  }

  /**
   * Starts a node on free ports of the loopback interface; blocks until it serves.
   *
   * @param config whose ports, host and storage are replaced
   */
  public static OneShotNode start(AppConfig config) {
    ScratchSpace space = ScratchSpace.open(config.worker().scratchFolder().resolve("one-shot"));
    Node node = null;
    try {
      node = Node.start(config.oneShot(space.folder(0).path()));
      return new OneShotNode(node, space);
    } finally {
      if (node == null) {
        space.close();
      }
    }
  }

  public URI service() {
    return node.service();
  }

  /** What to tell the user about the speech model; empty for a full one. */
  public Optional<String> modelNotice() {
    return node.modelNotice();
  }

  @Override
  public void close() {
    try (space) {
      node.close();
    }
  }
}

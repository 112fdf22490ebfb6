package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which other nodes have free slots, as far as they have told. Thread-safe. */
final class Peers {
  private final NodeId self;
  private final String model;
  private final Map<NodeId, Integer> free = new HashMap<>();

  /**
   * @param model nodes that recognise with another one are of no use
   */
  Peers(NodeId self, String model) {
    this.self = self;
    this.model = model;
  }

  synchronized void heard(NodeStatus status) {
    boolean alike = status.model().map(SpeechModel::name).filter(model::equals).isPresent();
    if (alike && !status.node().equals(self)) {
      free.put(status.node(), status.draining() ? 0 : status.slots() - status.busySlots());
    }
  }

  synchronized void left(NodeId node) {
    free.remove(node);
  }

  /** Books a slot of the node that has most of them free. */
  synchronized Optional<NodeId> book() {
    Optional<NodeId> best =
        free.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey);
    best.ifPresent(node -> free.merge(node, -1, Integer::sum));
    return best;
  }

  /** The node declined or did not answer: it is not asked before it is heard of again. */
  synchronized void declined(NodeId node) {
    free.computeIfPresent(node, (known, slots) -> 0);
  }
}

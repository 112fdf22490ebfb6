package dev.scripttrimmer.bus;

import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node says of itself.
 *
 * @param host the name it goes by in its network
 * @param roles {@code gateway}, {@code worker} or both
 * @param capabilities such as {@code cpu} or {@code gpu}, found by trial
 * @param model what it recognises speech with; empty for a node that does not work
 * @param slots how many chunks it recognises at once; 0 for a node that does not work
 * @param busySlots of these, how many are taken
 * @param jobs the jobs that it runs
 * @param draining whether it takes no new work because it is about to leave
 */
public record NodeStatus(
    NodeId node,
    String host,
    Set<String> roles,
    Set<String> capabilities,
    Optional<SpeechModel> model,
    int slots,
    int busySlots,
    List<QueueKey> jobs,
    boolean draining,
    Instant at) {
  public NodeStatus {
    roles = Set.copyOf(roles);
    capabilities = Set.copyOf(capabilities);
    jobs = List.copyOf(jobs);
  }

  /** The same for whom it is no business whose jobs run where. */
  public NodeStatus withoutJobs() {
    return new NodeStatus(
        node, host, roles, capabilities, model, slots, busySlots, List.of(), draining, at);
  }
}

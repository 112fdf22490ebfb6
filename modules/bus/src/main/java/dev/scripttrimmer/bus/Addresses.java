package dev.scripttrimmer.bus;

import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;

/** Every address of the program. */
public final class Addresses {
  /** Rings all workers: a job waits. */
  public static final Address<JobNotice> JOB_WAITING =
      new Address<>("jobs.waiting", JobNotice.class);

  /** Rings all workers: a job's head was ended by somebody else, so whoever runs it stops. */
  public static final Address<JobNotice> JOB_ENDED = new Address<>("jobs.ended", JobNotice.class);

  /** Every node tells now and then what it is and what it does. */
  public static final Address<NodeStatus> NODES = new Address<>("cluster.nodes", NodeStatus.class);

  private Addresses() {}

  /** Asks one node to recognise a chunk. */
  public static Address<ChunkOffer> chunkOffers(NodeId node) {
    return new Address<>("chunks.offers." + node, ChunkOffer.class);
  }

  /** Brings one node the words of chunks that others took. */
  public static Address<ChunkResult> chunkResults(NodeId node) {
    return new Address<>("chunks.results." + node, ChunkResult.class);
  }

  /** The story of one job, as it happens; the one address that browsers may hear. */
  public static Address<ProgressNotice> progress(QueueKey key) {
    return new Address<>("progress." + key, ProgressNotice.class);
  }
}

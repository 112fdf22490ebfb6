package dev.scripttrimmer.domain.progress;

/**
 * Gives the events of one epoch of a job their ids.
 *
 * <p>An epoch has one writer: whoever advanced the job's head to it. Because the epoch is the id's
 * upper part and the object store never lets an epoch happen twice, ids never go backwards: not
 * when a worker takes over, not when the whole cluster starts again with empty memory. Not
 * thread-safe.
 */
public final class EventIds {
  /** How many events an epoch can have. Ids stay exact as JavaScript numbers for 2^21 epochs. */
  public static final long PER_EPOCH = 1L << 32;

  private final long epoch;
  private long sequence;

  /**
   * @param epoch 1 or more
   */
  public EventIds(long epoch) {
    this.epoch = epoch;
  }

  /** The next id of this epoch. */
  public long next() {
    return epoch * PER_EPOCH + sequence++;
  }

  /** The first id of an epoch; also the id of the one event that ends a run or begins it. */
  public static long first(long epoch) {
    return epoch * PER_EPOCH;
  }
}

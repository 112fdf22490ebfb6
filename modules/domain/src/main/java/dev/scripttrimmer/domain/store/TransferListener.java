package dev.scripttrimmer.domain.store;

/** Hears how far a transfer is. Called on any thread, one call at a time; must be quick. */
@FunctionalInterface
public interface TransferListener {
  /** A listener that does not listen. */
  TransferListener NONE = (ready, total) -> {};

  /**
   * @param ready bytes from the object's beginning that are transferred without a hole; they can be
   *     read from a download's target file; never decreases
   * @param total bytes of the whole object
   */
  void transferred(long ready, long total);

  /**
   * A download may fetch the object's end early, for those who have to look there first.
   *
   * @param from first byte of what is transferred without a hole up to the object's end; it can be
   *     read from the target file; never increases
   * @param total bytes of the whole object
   */
  default void endTransferred(long from, long total) {}
}

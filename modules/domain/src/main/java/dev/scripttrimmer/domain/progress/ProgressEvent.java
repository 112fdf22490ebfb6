package dev.scripttrimmer.domain.progress;

/**
 * An update in its place in a key's story.
 *
 * @param id orders the events of a key, over all its runs; see {@link EventIds}
 * @param run which run of the key it belongs to, from 1
 * @param durable whether it must outlive thinning: milestones, the first and the last update
 */
public record ProgressEvent(long id, int run, boolean durable, ProgressUpdate update) {
  public ProgressEvent {
    if (id <= 0 || run <= 0) {
      throw new IllegalArgumentException("ids and runs count from 1");
    }
  }

  /** Whether no event of the same run follows. */
  public boolean isLast() {
    return update.status().isTerminal();
  }
}

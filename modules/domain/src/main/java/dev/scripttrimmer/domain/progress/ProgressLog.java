package dev.scripttrimmer.domain.progress;

import dev.scripttrimmer.domain.QueueKey;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Keeps each key's story in order for who comes late. Shared by the cluster; quick, not durable:
 * all of it may be lost, and is then told again from the job's head.
 *
 * <p>Thread-safe. Stages fail with any exception when the cluster's memory does not answer; nothing
 * is then known to have happened.
 */
public interface ProgressLog {
  /**
   * Appends {@code event} if its id is larger than every id in the key's log. An event of a later
   * run replaces the log. Appending what is there already, or a stale writer's late event, changes
   * nothing.
   *
   * @return the id that preceded the event (0 for the first of a run); empty when it was not
   *     appended
   */
  CompletionStage<OptionalLong> append(QueueKey key, ProgressEvent event);

  /**
   * Reads the events of the key's current run whose ids are larger than {@code afterId}.
   *
   * @param afterId 0 for all
   */
  CompletionStage<LogSlice> read(QueueKey key, long afterId);

  /**
   * @return the id of the key's newest event; 0 when the log does not know the key
   */
  CompletionStage<Long> lastId(QueueKey key);

  /**
   * Part of a key's log.
   *
   * @param run the current run; 0 when the log does not know the key
   * @param known whether {@code afterId} was 0 or is the id of an event of this run, so that
   *     nothing is missing between it and {@code events}
   * @param events in order
   */
  record LogSlice(int run, boolean known, List<ProgressEvent> events) {
    public LogSlice {
      events = List.copyOf(events);
    }
  }
}

package dev.scripttrimmer.domain.job;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.progress.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far one run of a job is, whoever works on it.
 *
 * @param number 1 for the key's first run
 * @param firstEpoch the epoch that the run began with
 * @param epoch counts the changes of hands over all runs of the key; whoever holds the newest may
 *     write
 * @param failures transient failures so far
 * @param lostWorkers workers that fell silent while they held the run
 * @param milestones reached so far, in order
 */
public record RunState(
    int number,
    long firstEpoch,
    long epoch,
    int failures,
    int lostWorkers,
    List<MilestoneMark> milestones) {
  public RunState {
    milestones = List.copyOf(milestones);
  }

  static RunState first() {
    return new RunState(1, 1, 1, 0, 0, List.of());
  }

  /** Percent of the last milestone reached; 0 before the first. */
  public int progress() {
    return last().map(Milestone::progress).orElse(0);
  }

  /** The last milestone reached. */
  public Optional<Milestone> last() {
    return milestones.isEmpty()
        ? Optional.empty()
        : Optional.of(milestones.get(milestones.size() - 1).milestone());
  }

  public boolean reached(Milestone milestone) {
    return milestones.stream().anyMatch(mark -> mark.milestone() == milestone);
  }

  RunState nextRun() {
    return new RunState(number + 1, epoch + 1, epoch + 1, 0, 0, List.of());
  }

  RunState nextEpoch() {
    return new RunState(number, firstEpoch, epoch + 1, failures, lostWorkers, milestones);
  }

  RunState afterLostWorker() {
    return new RunState(number, firstEpoch, epoch, failures, lostWorkers + 1, milestones);
  }

  RunState afterFailure() {
    return new RunState(number, firstEpoch, epoch, failures + 1, lostWorkers, milestones);
  }

  RunState with(Milestone milestone, long id, Instant at) {
    if (last().flatMap(Milestone::next).orElse(Milestone.STARTED) != milestone) {
      throw new IllegalStateException("milestones come in order, each once: " + milestone);
    }
    List<MilestoneMark> marks = new ArrayList<>(milestones);
    marks.add(new MilestoneMark(milestone, id, at));
    return new RunState(number, firstEpoch, epoch, failures, lostWorkers, marks);
  }

  /** The id of the event that an epoch begins with. */
  public long firstEventId() {
    return EventIds.first(epoch);
  }
}

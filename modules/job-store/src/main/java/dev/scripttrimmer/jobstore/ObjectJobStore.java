package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.Precondition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps each job's head in one document, which only conditional writes move.
 *
 * <p>{@link #active} is quick and forgiving: it lists markers, and reads the heads of old ones now
 * and then only. For a short while it may name a job that has ended, or one whose submission died
 * half way; whoever takes a job up reads its head first.
 */
public final class ObjectJobStore implements JobStore {
  private static final int MAX_ACTIVE = 1000;
  private static final int MAX_RECENT = 100;

  private final JobStoreConfig config;
  private final Clock clock;
  private final Heads heads;
  private final ActiveMarkers markers;
  private final RunIndex index;
  private final OldRuns oldRuns;

  /**
   * @param store not closed with this
   * @param clock tells how old a marker is
   */
  public ObjectJobStore(ObjectStore store, JobStoreConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.heads = new Heads(store, config);
    this.index = new RunIndex(store, config.bucket());
    this.oldRuns = new OldRuns(store, config.bucket());
    this.markers =
        new ActiveMarkers(
            store,
            config,
            clock,
            key -> heads.read(key).thenApply(head -> head.map(Versioned::job)));
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> find(QueueKey key) {
    return Failures.unwrapped(heads.read(key));
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> create(Job.Pending job) {
    return Failures.unwrapped(
        announce(job)
            .thenCompose(done -> heads.write(job, Precondition.absent()))
            .thenCompose(
                created ->
                    created.isEmpty()
                        ? CompletableFuture.completedFuture(created)
                        : announceAgainIfLate(job).thenApply(done -> created)));
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> advance(
      Versioned<? extends Job> current, Job next) {
    Job before = current.job();
    if (!before.key().equals(next.key()) || next.run().epoch() < before.run().epoch()) {
      throw new IllegalArgumentException("a job keeps its key and never goes back in epochs");
    }
    boolean newRun = next.run().number() != before.run().number();
    CompletionStage<Void> announced =
        newRun ? announce(next) : CompletableFuture.completedFuture(null);
    return Failures.unwrapped(
        announced
            .thenCompose(done -> heads.write(next, Precondition.matches(current.version())))
            .thenCompose(
                moved ->
                    moved.isEmpty()
                        ? CompletableFuture.completedFuture(moved)
                        : tidy(before, next, newRun).thenApply(done -> moved)));
  }

  /** What must be there before the head is. */
  private CompletionStage<Void> announce(Job job) {
    return markers.write(job).thenCompose(done -> index.write(job));
  }

  /**
   * A write that took so long that its marker may have been taken for a left-over gets another one.
   */
  private CompletionStage<Void> announceAgainIfLate(Job job) {
    Instant late = job.submission().submittedAt().plus(config.markerGrace().dividedBy(2));
    return clock.instant().isAfter(late)
        ? markers.write(job)
        : CompletableFuture.completedFuture(null);
  }

  /** The head has moved; what it leaves behind is harmless, and put right later if not now. */
  private CompletionStage<Void> tidy(Job before, Job next, boolean newRun) {
    if (next instanceof Job.Completed completed) {
      // Takes long where much is left, and its viewers wait for the end.
      oldRuns.removeAfter(completed);
    }
    CompletionStage<Void> tidied = CompletableFuture.completedFuture(null);
    if (next.status().isTerminal()) {
      tidied = markers.remove(next);
    } else if (newRun) {
      tidied = index.remove(before);
    } else if (next.status() != before.status()) {
      tidied = markers.write(next);
    }
    CompletionStage<Void> harmless = tidied.exceptionally(failure -> null);
    return newRun ? harmless.thenCompose(done -> announceAgainIfLate(next)) : harmless;
  }

  @Override
  public CompletionStage<List<ActiveJob>> active(int limit) {
    return limit < 1 || limit > MAX_ACTIVE
        ? invalid("a list of active jobs has 1 to 1000 entries")
        : Failures.unwrapped(markers.list(limit));
  }

  @Override
  public CompletionStage<JobPage> recent(Optional<String> cursor, int limit) {
    return limit < 1 || limit > MAX_RECENT
        ? invalid("a page of jobs has 1 to 100 entries")
        : Failures.unwrapped(recent(cursor, limit, new ArrayList<>()));
  }

  private CompletionStage<JobPage> recent(Optional<String> cursor, int limit, List<Job> found) {
    return index
        .list(cursor, limit - found.size())
        .thenCompose(
            page ->
                current(page.entries())
                    .thenCompose(
                        jobs -> {
                          found.addAll(jobs);
                          return found.size() == limit || page.next().isEmpty()
                              ? CompletableFuture.completedFuture(new JobPage(found, page.next()))
                              : recent(page.next(), limit, found);
                        }));
  }

  /** Heads of these runs, in order, without runs that a later one has replaced. */
  private CompletionStage<List<Job>> current(List<RunIndex.Entry> entries) {
    CompletionStage<List<Job>> jobs = CompletableFuture.completedFuture(new ArrayList<>());
    for (RunIndex.Entry entry : entries) {
      jobs =
          jobs.thenCombine(
              heads.read(entry.key()),
              (list, head) -> {
                head.map(Versioned::job)
                    .filter(job -> job.run().number() == entry.run())
                    .ifPresent(list::add);
                return list;
              });
    }
    return jobs;
  }

  private static <T> CompletionStage<T> invalid(String message) {
    return CompletableFuture.failedFuture(new ObjectStoreException(Kind.INVALID, message, null));
  }
}

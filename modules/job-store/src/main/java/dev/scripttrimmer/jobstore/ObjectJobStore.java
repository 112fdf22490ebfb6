package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.Precondition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Job heads in an object store, with markers to find those that are active and an index to list
 * all.
 *
 * <p>A marker is written before its head and removed after its job has ended, so that an active job
 * never lacks one, whoever dies in between. Markers left over by the dying are found when active
 * jobs are listed: each listing checks one old marker at random.
 */
public final class ObjectJobStore implements JobStore {
  private static final Duration MARKER_GRACE = Duration.ofMinutes(10);
  private static final int MAX_PAGE = 1_000;

  private final ObjectStore objects;
  private final String bucket;
  private final Clock clock;
  private final Heads heads;

  /**
   * @param bucket holds everything of every job
   */
  public ObjectJobStore(ObjectStore objects, String bucket, Clock clock) {
    this.objects = objects;
    this.bucket = bucket;
    this.clock = clock;
    this.heads = new Heads(objects, bucket);
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> find(QueueKey key) {
    return heads.read(key);
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> create(Job.Pending job) {
    return announce(job)
        .thenCompose(announced -> heads.write(job, Precondition.absent()))
        .thenCompose(written -> written.isPresent() ? done(written) : withdraw(job));
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> advance(
      Versioned<? extends Job> current, Job next) {
    boolean begins = current.job().status().isTerminal() && !next.status().isTerminal();
    boolean ends = next.status().isTerminal();
    CompletionStage<?> before = begins ? announce(next) : CompletableFuture.completedFuture(null);
    return before
        .thenCompose(ready -> heads.write(next, Precondition.matches(current.version())))
        .thenCompose(
            written -> {
              if (written.isEmpty()) {
                return begins ? withdraw(next) : done(written);
              }
              return ends ? unmark(next).thenApply(unmarked -> written) : done(written);
            });
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  private CompletionStage<?> announce(Job job) {
    return touch(JobLayout.marker(job)).thenCompose(marked -> touch(JobLayout.indexEntry(job)));
  }

  private CompletionStage<?> touch(String key) {
    return objects.put(at(key), new byte[0], "application/octet-stream", Precondition.none());
  }

  /** Takes back what announced a run that another submission came before. */
  private CompletionStage<Optional<Versioned<Job>>> withdraw(Job loser) {
    return find(loser.key())
        .thenCompose(
            winner -> {
              boolean shared =
                  winner
                      .filter(w -> JobLayout.marker(w.job()).equals(JobLayout.marker(loser)))
                      .isPresent();
              return shared
                  ? done(Optional.<Versioned<Job>>empty())
                  : unmark(loser)
                      .thenCompose(gone -> objects.delete(at(JobLayout.indexEntry(loser))))
                      .thenApply(gone -> Optional.<Versioned<Job>>empty());
            });
  }

  private CompletionStage<Void> unmark(Job job) {
    return objects.delete(at(JobLayout.marker(job)));
  }

  @Override
  public CompletionStage<List<QueueKey>> active(int limit) {
    return objects
        .list(bucket, JobLayout.ACTIVE, "", Math.min(limit, MAX_PAGE))
        .thenCompose(
            page -> {
              Set<QueueKey> keys = new LinkedHashSet<>();
              page.objects().forEach(o -> keys.add(JobLayout.keyOfMarker(o.location().key())));
              return checkOneOldMarker(page).thenApply(checked -> List.copyOf(keys));
            });
  }

  private CompletionStage<Void> checkOneOldMarker(ObjectPage page) {
    List<ObjectStat> old =
        page.objects().stream()
            .filter(
                marker ->
                    JobLayout.timeOfMarker(marker.location().key())
                        .isBefore(clock.instant().minus(MARKER_GRACE)))
            .toList();
    if (old.isEmpty()) {
      return done(null);
    }
    ObjectStat marker = old.get(ThreadLocalRandom.current().nextInt(old.size()));
    return find(JobLayout.keyOfMarker(marker.location().key()))
        .thenCompose(
            head ->
                head.filter(h -> !h.job().status().isTerminal())
                        .filter(h -> at(JobLayout.marker(h.job())).equals(marker.location()))
                        .isPresent()
                    ? done(null)
                    : objects.delete(marker.location()));
  }

  @Override
  public CompletionStage<JobPage> recent(Optional<String> cursor, int limit) {
    return collect(cursor.orElse(""), limit, new ArrayList<>());
  }

  /** Reads on until the page is full: runs that a newer one replaced are left out. */
  private CompletionStage<JobPage> collect(String after, int limit, List<Job> jobs) {
    int wanted = limit - jobs.size();
    return objects
        .list(bucket, JobLayout.INDEX, after.isEmpty() ? "" : JobLayout.INDEX + after, wanted)
        .thenCompose(
            page -> {
              List<JobLayout.IndexedRun> runs =
                  page.objects().stream()
                      .map(o -> JobLayout.IndexedRun.parse(o.location().key()))
                      .toList();
              return readAll(runs)
                  .thenCompose(
                      found -> {
                        jobs.addAll(found);
                        if (!page.more()) {
                          return done(new JobPage(jobs, Optional.empty()));
                        }
                        String last = runs.get(runs.size() - 1).cursor();
                        return jobs.size() == limit
                            ? done(new JobPage(jobs, Optional.of(last)))
                            : collect(last, limit, jobs);
                      });
            });
  }

  private CompletionStage<List<Job>> readAll(List<JobLayout.IndexedRun> runs) {
    List<CompletableFuture<Optional<Versioned<Job>>>> reads =
        runs.stream().map(run -> find(run.key()).toCompletableFuture()).toList();
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              List<Job> jobs = new ArrayList<>();
              for (int i = 0; i < runs.size(); i++) {
                int run = runs.get(i).run();
                reads
                    .get(i)
                    .join()
                    .map(Versioned::job)
                    .filter(job -> job.run().number() == run)
                    .ifPresent(jobs::add);
              }
              return jobs;
            });
  }

  private ObjectLocation at(String key) {
    return new ObjectLocation(bucket, key);
  }
}

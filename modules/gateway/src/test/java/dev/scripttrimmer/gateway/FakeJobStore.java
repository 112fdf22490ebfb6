package dev.scripttrimmer.gateway;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectVersion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Heads in memory, with an outage at the test's command. */
public final class FakeJobStore implements JobStore {
  private final Map<QueueKey, Versioned<Job>> heads = new HashMap<>();
  private long version;
  private boolean away;
  private Optional<Job> rival = Optional.empty();

  /** Makes every call fail until it is back. */
  synchronized void setAway(boolean away) {
    this.away = away;
  }

  /** Has somebody else's move happen just before the next write. */
  synchronized void beatenBy(Job job) {
    rival = Optional.of(job);
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> find(QueueKey key) {
    return answer(() -> Optional.ofNullable(heads.get(key)));
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> create(Job.Pending job) {
    return answer(
        () -> {
          letRivalWrite();
          return heads.containsKey(job.key()) ? Optional.empty() : Optional.of(write(job));
        });
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> advance(
      Versioned<? extends Job> current, Job next) {
    return answer(
        () -> {
          letRivalWrite();
          Versioned<Job> head = heads.get(next.key());
          return head == null || !head.version().equals(current.version())
              ? Optional.empty()
              : Optional.of(write(next));
        });
  }

  private void letRivalWrite() {
    rival.ifPresent(this::write);
    rival = Optional.empty();
  }

  private Versioned<Job> write(Job job) {
    Versioned<Job> head = new Versioned<>(job, new ObjectVersion("\"" + ++version + "\""));
    heads.put(job.key(), head);
    return head;
  }

  @Override
  public CompletionStage<List<ActiveJob>> active(int limit) {
    return answer(
        () ->
            jobs().stream()
                .filter(Job.Active.class::isInstance)
                .sorted(Comparator.comparing(job -> job.submission().submittedAt()))
                .map(job -> new ActiveJob(job.key(), job instanceof Job.Running))
                .limit(limit)
                .toList());
  }

  @Override
  public CompletionStage<JobPage> recent(Optional<String> cursor, int limit) {
    return answer(
        () -> {
          List<Job> newestFirst =
              jobs().stream()
                  .sorted(
                      Comparator.comparing((Job job) -> job.submission().submittedAt()).reversed())
                  .toList();
          int from = cursor.map(Integer::parseInt).orElse(0);
          int to = Math.min(newestFirst.size(), from + limit);
          return new JobPage(
              newestFirst.subList(from, to),
              to < newestFirst.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
        });
  }

  private List<Job> jobs() {
    return heads.values().stream().<Job>map(Versioned::job).toList();
  }

  private synchronized <T> CompletionStage<T> answer(Supplier<T> body) {
    return away
        ? CompletableFuture.failedFuture(
            new ObjectStoreException(ObjectStoreException.Kind.UNAVAILABLE, "away", null))
        : CompletableFuture.completedFuture(body.get());
  }
}

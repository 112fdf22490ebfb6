package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.domain.progress.ProgressLog.LogSlice;
import dev.scripttrimmer.domain.progress.ProgressStory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what happened to a job: from the progress log, which is quick, and where that has
 * forgotten or does not answer, from the job's head, which is durable. Belongs to one event loop,
 * on which its futures complete.
 */
final class StoryReader {
  private static final Logger LOG = LoggerFactory.getLogger(StoryReader.class);

  /** Ample for a log that answers in a millisecond; a viewer waits as long for the head. */
  private static final long LOG_SECONDS = 3;

  private static final long STORE_SECONDS = 10;

  private final ProgressLog log;
  private final JobStore jobs;
  private final ProgressPublisher publisher;
  private final Context context;
  private boolean logAway;

  StoryReader(ProgressLog log, JobStore jobs, ProgressPublisher publisher, Context context) {
    this.log = log;
    this.jobs = jobs;
    this.publisher = publisher;
    this.context = context;
  }

  /**
   * @return the log's newest id for the key, 0 when it knows none; fails when the log does not
   *     answer
   */
  Future<Long> lastId(QueueKey key) {
    return askLog(log.lastId(key));
  }

  /** Whether the log did not answer when it was asked last. */
  boolean logIsAway() {
    return logAway;
  }

  /**
   * Reads the current run's events after {@code afterId}, without a hole among those that must not
   * be missed.
   *
   * @return in order; empty when nothing is newer; fails when neither log nor store can tell
   */
  Future<List<ProgressEvent>> after(QueueKey key, long afterId) {
    return askLog(log.read(key, afterId))
        .transform(
            read -> {
              if (read.failed()) {
                return afterByHead(key, afterId);
              }
              LogSlice slice = read.result();
              boolean whole = slice.known() && afterId != 0 || beginsRun(slice.events());
              if (whole) {
                return Future.succeededFuture(slice.events());
              }
              return head(key).map(head -> complete(slice, head, afterId));
            });
  }

  /**
   * What {@link #after} reads where the log does not answer: the events that are durable.
   *
   * @return in order; empty when nothing is newer; fails when the store does not answer
   */
  Future<List<ProgressEvent>> afterByHead(QueueKey key, long afterId) {
    return head(key).map(head -> newer(head.map(ProgressStory::of).orElse(List.of()), afterId));
  }

  /**
   * What the head knows and the log does not, because its writer died, or is cut off from this
   * node's half of the cluster. The log is told of it, too, but not waited for: half a cluster is
   * slow to write.
   *
   * @return in order; empty when nothing is newer; fails when the store does not answer
   */
  Future<List<ProgressEvent>> unlogged(QueueKey key, long lastId) {
    return head(key)
        .map(
            head -> {
              boolean behind = head.isPresent() && ProgressStory.last(head.get()).id() > lastId;
              if (!behind) {
                return List.of();
              }
              retell(head.get());
              return newer(ProgressStory.of(head.get()), lastId);
            });
  }

  private List<ProgressEvent> complete(LogSlice slice, Optional<Job> head, long afterId) {
    if (head.isEmpty() || head.get().run().number() < slice.run()) {
      return slice.events();
    }
    Job job = head.get();
    if (slice.run() == 0) {
      retell(job);
    }
    TreeMap<Long, ProgressEvent> events = new TreeMap<>();
    ProgressStory.of(job).forEach(event -> events.put(event.id(), event));
    if (slice.run() == job.run().number()) {
      slice.events().forEach(event -> events.put(event.id(), event));
    }
    return newer(List.copyOf(events.values()), afterId);
  }

  private void retell(Job job) {
    publisher
        .retell(job)
        .onFailure(e -> LOG.warn("log not told again key={} cause={}", job.key(), e.toString()));
  }

  /** Once per outage, however many jobs are watched. */
  private void noteLog(Throwable failure) {
    if (failure != null && !logAway) {
      LOG.warn("progress log does not answer, heads are read instead cause={}", failure.toString());
    } else if (failure == null && logAway) {
      LOG.info("progress log answers again");
    }
    logAway = failure != null;
  }

  private Future<Optional<Job>> head(QueueKey key) {
    return ask(jobs.find(key), STORE_SECONDS).map(found -> found.map(JobStore.Versioned::job));
  }

  private <T> Future<T> askLog(CompletionStage<T> stage) {
    return ask(stage, LOG_SECONDS).onComplete(answer -> noteLog(answer.cause()));
  }

  private <T> Future<T> ask(CompletionStage<T> stage, long seconds) {
    return Future.fromCompletionStage(stage, context).timeout(seconds, TimeUnit.SECONDS);
  }

  private static List<ProgressEvent> newer(List<ProgressEvent> events, long afterId) {
    return events.stream().filter(event -> event.id() > afterId).toList();
  }

  /**
   * Whether the events start with the one that every run starts with. A log that was lost in the
   * middle of a run and went on does not.
   */
  private static boolean beginsRun(List<ProgressEvent> events) {
    if (events.isEmpty()) {
      return false;
    }
    ProgressEvent first = events.get(0);
    return first.id() % EventIds.PER_EPOCH == 0
        && first.update().status() == JobStatus.PENDING
        && first.update().progress().equals(OptionalDouble.of(0));
  }
}

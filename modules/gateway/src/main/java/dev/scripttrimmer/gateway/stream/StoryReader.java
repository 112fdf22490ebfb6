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
  private static final long LIMIT_SECONDS = 10;

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
    return ask(log.lastId(key));
  }

  /**
   * Reads the current run's events after {@code afterId}, without a hole among those that must not
   * be missed.
   *
   * @return in order; empty when nothing is newer; fails when neither log nor store can tell
   */
  Future<List<ProgressEvent>> after(QueueKey key, long afterId) {
    return ask(log.read(key, afterId))
        .transform(
            read -> {
              noteLog(read.cause());
              if (read.failed()) {
                return story(key).map(told -> newer(told, afterId));
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
   * Has the log told what the head knows and the log, by its writer's death, does not.
   *
   * @return whether there was anything to tell; fails when the store does not answer
   */
  Future<Boolean> retellIfBehind(QueueKey key, long lastId) {
    return head(key)
        .compose(
            head ->
                head.isPresent() && ProgressStory.last(head.get()).id() > lastId
                    ? publisher.retell(head.get()).map(true)
                    : Future.succeededFuture(false));
  }

  private List<ProgressEvent> complete(LogSlice slice, Optional<Job> head, long afterId) {
    if (head.isEmpty() || head.get().run().number() < slice.run()) {
      return slice.events();
    }
    Job job = head.get();
    if (slice.run() == 0) {
      publisher
          .retell(job)
          .onFailure(e -> LOG.warn("log not told again key={} cause={}", job.key(), e.toString()));
    }
    TreeMap<Long, ProgressEvent> events = new TreeMap<>();
    ProgressStory.of(job).forEach(event -> events.put(event.id(), event));
    if (slice.run() == job.run().number()) {
      slice.events().forEach(event -> events.put(event.id(), event));
    }
    return newer(List.copyOf(events.values()), afterId);
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

  private Future<List<ProgressEvent>> story(QueueKey key) {
    return head(key).map(head -> head.map(ProgressStory::of).orElse(List.of()));
  }

  private Future<Optional<Job>> head(QueueKey key) {
    return ask(jobs.find(key)).map(found -> found.map(JobStore.Versioned::job));
  }

  private <T> Future<T> ask(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, context).timeout(LIMIT_SECONDS, TimeUnit.SECONDS);
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

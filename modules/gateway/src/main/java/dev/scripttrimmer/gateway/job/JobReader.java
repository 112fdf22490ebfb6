package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.JobPage;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressStory;
import dev.scripttrimmer.gateway.GatewayPorts;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Shows jobs as they are in the store.
 *
 * <p>Futures complete on the context they were asked from, and fail with {@link ApiException} 404
 * when there is no such job, and as {@link JobStore} does.
 */
public final class JobReader {
  /** Pages of all jobs that are looked through for a page of those that are wanted. */
  private static final int MAX_PAGES = 20;

  /** The log only refines what the store says; one that is slow is not waited for. */
  private static final long LOG_SECONDS = 2;

  private final Vertx vertx;
  private final GatewayPorts ports;

  public JobReader(Vertx vertx, GatewayPorts ports) {
    this.vertx = vertx;
    this.ports = ports;
  }

  /** The job's head. */
  public Future<Job> job(QueueKey key) {
    return ask(ports.jobs().find(key))
        .map(found -> found.map(Versioned::job).orElseThrow(JobReader::unknown));
  }

  /** The job as clients are shown it; as fine as the progress log knows. */
  public Future<JobSnapshot> snapshot(QueueKey key) {
    return job(key)
        .compose(
            job -> {
              ProgressEvent told = ProgressStory.last(job);
              return ask(ports.log().read(key, told.id()))
                  .timeout(LOG_SECONDS, TimeUnit.SECONDS)
                  .map(slice -> newest(slice.events(), told))
                  .otherwise(told)
                  .map(event -> JobSnapshot.of(job, event));
            });
  }

  private static ProgressEvent newest(List<ProgressEvent> events, ProgressEvent otherwise) {
    return events.isEmpty() ? otherwise : events.get(events.size() - 1);
  }

  /**
   * The caller's jobs, newest first, as {@link JobStore#recent}. Where most are others', or are
   * called otherwise, a page may be short of {@code limit} and still have a next one.
   *
   * @param name what the name of the video's file has in it; empty for all
   */
  public Future<JobPage> recent(
      Caller.Submitter caller, Optional<NamePart> name, Optional<String> cursor, int limit) {
    Predicate<Job> wanted = job -> caller.owns(job.submission().owner());
    return recent(
        name.map(part -> wanted.and(part::isOf)).orElse(wanted),
        cursor,
        limit,
        List.of(),
        MAX_PAGES);
  }

  private Future<JobPage> recent(
      Predicate<Job> wanted, Optional<String> cursor, int limit, List<Job> before, int pages) {
    return ask(ports.jobs().recent(cursor, limit - before.size()))
        .compose(
            page -> {
              List<Job> found = new ArrayList<>(before);
              page.jobs().stream().filter(wanted).forEach(found::add);
              boolean enough = found.size() >= limit || page.next().isEmpty() || pages == 1;
              return enough
                  ? Future.succeededFuture(new JobPage(found, page.next()))
                  : recent(wanted, page.next(), limit, found, pages - 1);
            });
  }

  private <T> Future<T> ask(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }

  static ApiException unknown() {
    return ApiException.notFound("There is no job with this key.");
  }
}

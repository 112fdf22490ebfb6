package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.testkit.Await.result;

import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressStory;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.result.JobResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Does to a job's head and story what a worker does, as fast as a test wants it. */
final class Worker {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private final FakeJobStore jobs;
  private final ProgressPublisher publisher;
  private final String url;
  private Versioned<? extends Job> head;
  private Job.Running running;
  private EventIds ids;

  /** Claims the job that was submitted for {@code url}. */
  Worker(FakeJobStore jobs, ProgressPublisher publisher, String url) {
    this.jobs = jobs;
    this.publisher = publisher;
    this.url = url;
    head = result(jobs.find(key())).orElseThrow();
    running = ((Job.Pending) head.job()).claim(new NodeId("worker"), NOW);
    ids = new EventIds(running.run().epoch());
    ids.next();
    advance(running);
  }

  QueueKey key() {
    return QueueKey.of(url);
  }

  void reach(Milestone milestone) {
    reachHead(milestone);
    publish(ProgressStory.last(running));
  }

  /** Reaches a milestone of which only the head learns. */
  void reachHead(Milestone milestone) {
    running = running.reach(milestone, ids.next(), NOW);
    advance(running);
  }

  /** A finer update between two milestones. */
  void update(String message) {
    ProgressUpdate update =
        ProgressUpdate.of(url, JobStatus.RUNNING, message, NOW, running.progress());
    publish(new ProgressEvent(ids.next(), running.run().number(), false, update));
  }

  void complete() {
    complete(List.of());
  }

  /** Completes with that many chunk files named, which is how a result grows. */
  void complete(List<String> chunkFiles) {
    for (Milestone milestone : Milestone.values()) {
      if (milestone != Milestone.COMPLETED && !running.run().reached(milestone)) {
        reach(milestone);
      }
    }
    Job.Completed completed = running.complete(jobResult(chunkFiles), NOW);
    advance(completed);
    publish(ProgressStory.last(completed));
  }

  void fail(Failure failure) {
    Job.Failed failed = failSilently(failure);
    publish(ProgressStory.last(failed));
  }

  Job.Failed failSilently(Failure failure) {
    Job.Failed failed = running.fail(failure, NOW);
    advance(failed);
    return failed;
  }

  private void publish(ProgressEvent event) {
    result(publisher.publish(key(), event).toCompletionStage());
  }

  private void advance(Job next) {
    head = result(jobs.advance(head, next)).orElseThrow();
  }

  private JobResult jobResult(List<String> chunkFiles) {
    return new JobResult(
        JobResult.MESSAGE,
        url,
        chunkFiles,
        chunkFiles.size(),
        List.of(),
        0,
        List.of(),
        0,
        url + "/segments.json",
        List.of(),
        new JobResult.TranscriptLinks("a.json", "a.srt", "a.vtt"),
        List.of(),
        OptionalDouble.of(60),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}

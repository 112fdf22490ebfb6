package dev.scripttrimmer.jobstore;

import static dev.scripttrimmer.testkit.Await.result;
import static dev.scripttrimmer.testkit.JobSamples.START;
import static dev.scripttrimmer.testkit.JobSamples.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.job.RunLayout;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import dev.scripttrimmer.testkit.ManualClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldRunsTest {
  private static final String BUCKET = "bucket";

  /** Enough clips for a result that has a document of its own. */
  private static final int MANY = 1000;

  private final InMemoryObjectStore objects = new InMemoryObjectStore(BUCKET);
  private final ObjectJobStore jobs =
      new ObjectJobStore(objects, JobStoreConfig.in(BUCKET), new ManualClock(START));

  @Test
  void aKeyKeepsItsLastTwoRunsAndOneResult() {
    Versioned<Job> head = result(jobs.create(JobSamples.pending("a", START))).orElseThrow();
    head = complete(head);
    assertThat(runs(head.job())).containsExactly("1/cut/clip", "1/result");
    head = complete(again(head));
    assertThat(runs(head.job())).containsExactly("1/cut/clip", "2/cut/clip", "2/result");
    head = complete(again(head));
    assertThat(runs(head.job())).containsExactly("2/cut/clip", "3/cut/clip", "3/result");

    assertThat(result(jobs.find(head.job().key()))).hasValue(head);
  }

  @Test
  void aRunThatFailsRemovesNothing() {
    Versioned<Job> head = result(jobs.create(JobSamples.pending("a", START))).orElseThrow();
    head = again(complete(again(complete(head))));
    head = fail(head);

    assertThat(runs(head.job())).containsExactly("1/cut/clip", "2/cut/clip", "2/result");
  }

  @Test
  void aWriterThatLosesTheHeadTakesItsResultBack() {
    Versioned<Job> head = result(jobs.create(JobSamples.pending("a", START))).orElseThrow();
    Versioned<Job> running = claim(head);
    fail(running);

    assertThat(result(jobs.advance(running, completed(running)))).isEmpty();

    assertThat(runs(head.job())).isEmpty();
  }

  private Versioned<Job> again(Versioned<Job> head) {
    Job.Pending next =
        ((Job.Ended) head.job()).resubmit(JobSamples.submission("a", START.plusSeconds(1)));
    return result(jobs.advance(head, next)).orElseThrow();
  }

  private Versioned<Job> claim(Versioned<Job> head) {
    return result(jobs.advance(head, ((Job.Pending) head.job()).claim(WORKER, START)))
        .orElseThrow();
  }

  private Versioned<Job> complete(Versioned<Job> head) {
    Versioned<Job> running = claim(head);
    Job job = running.job();
    String clip = RunLayout.prefix(job.key(), job.run().number(), Stage.CUT) + "clip";
    result(objects.put(at(clip), new byte[1], "video/mp4", Precondition.none()));
    return result(jobs.advance(running, completed(running))).orElseThrow();
  }

  private Versioned<Job> fail(Versioned<Job> head) {
    Job.Failed failed =
        ((Job.Active) head.job()).fail(Failure.of(ErrorCode.CANCELLED, "By its user."), START);
    return result(jobs.advance(head, failed)).orElseThrow();
  }

  private static Job completed(Versioned<Job> running) {
    return JobSamples.nearlyDone((Job.Running) running.job())
        .complete(JobSamples.result(MANY), START);
  }

  /** What is kept of the runs; of results, that there is one. */
  private List<String> runs(Job job) {
    String prefix = "jobs/" + job.key() + "/";
    return result(objects.list(BUCKET, prefix, "", 100)).objects().stream()
        .map(object -> object.location().key().substring(prefix.length()))
        .filter(name -> !name.equals("job.json"))
        .map(name -> name.replaceFirst("result-.*", "result"))
        .toList();
  }

  private static ObjectLocation at(String key) {
    return new ObjectLocation(BUCKET, key);
  }
}

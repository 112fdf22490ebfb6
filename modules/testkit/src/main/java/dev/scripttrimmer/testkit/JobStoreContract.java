package dev.scripttrimmer.testkit;

import static dev.scripttrimmer.testkit.Await.result;
import static dev.scripttrimmer.testkit.JobSamples.START;
import static dev.scripttrimmer.testkit.JobSamples.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.ActiveJob;
import dev.scripttrimmer.domain.job.JobStore.JobPage;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link JobStore} does; each test begins with an empty one. */
public abstract class JobStoreContract {
  private static final Failure CANCELLED =
      Failure.of(ErrorCode.CANCELLED, "Somebody cancelled it.");

  /** The store under test; empty at the beginning of each test. */
  protected abstract JobStore jobs();

  @Test
  @DisplayName("an unknown job is not found, and nothing is listed")
  void empty() {
    assertThat(result(jobs().find(QueueKey.of("nothing")))).isEmpty();
    assertThat(activeKeys(10)).isEmpty();
    assertThat(result(jobs().recent(Optional.empty(), 10)))
        .isEqualTo(new JobPage(List.of(), Optional.empty()));
  }

  @Test
  @DisplayName("a created job is found as it is, active and recent")
  void create() {
    Job.Pending job = JobSamples.pending("a", START);
    Versioned<Job> created = result(jobs().create(job)).orElseThrow();

    assertThat(created.job()).isEqualTo(job);
    assertThat(result(jobs().find(job.key()))).hasValue(created);
    assertThat(activeKeys(10)).containsExactly(job.key());
    assertThat(result(jobs().recent(Optional.empty(), 10)).jobs()).containsExactly(job);
  }

  @Test
  @DisplayName("a key has one head: creating again changes nothing")
  void createTwice() {
    Job.Pending first = JobSamples.pending("a", START);
    create(first);

    assertThat(result(jobs().create(JobSamples.pending("a", START.plusSeconds(1))))).isEmpty();
    assertThat(result(jobs().find(first.key())).orElseThrow().job()).isEqualTo(first);
    assertThat(activeKeys(10)).containsExactly(first.key());
  }

  @Test
  @DisplayName("every state is found as it was written")
  void everyState() {
    Versioned<Job> head = create(JobSamples.pending("a", START));
    Job.Running running = ((Job.Pending) head.job()).claim(WORKER, START.plusMillis(5));
    head = advance(head, running);
    head = advance(head, running.renew(START.plusNanos(1)));
    head = advance(head, JobSamples.nearlyDone(running));
    Job.Pending again = JobSamples.nearlyDone(running).retry(START.plusSeconds(30), START);
    head = advance(head, again);
    running = again.claim(new NodeId("worker-2"), START);
    head = advance(head, running);
    advance(head, running.complete(JobSamples.result(3), START.plusSeconds(60)));

    Versioned<Job> other = create(JobSamples.pending("b", START));
    Failure failure = Failure.of(ErrorCode.NO_SPEECH, "Nobody speaks.").in(Stage.TRANSCRIBE);
    advance(other, ((Job.Pending) other.job()).fail(failure, START));
  }

  @Test
  @DisplayName("a result of any size is found as it was written")
  void largeResult() {
    Job.Pending pending = JobSamples.pending("a", START);
    Job.Running running = pending.claim(WORKER, START);
    Versioned<Job> head = advance(create(pending), running);
    running = JobSamples.nearlyDone(running);
    head = advance(head, running);

    advance(head, running.complete(JobSamples.result(2000), START));
  }

  @Test
  @DisplayName("an old head moves nothing")
  void staleAdvance() {
    Job.Pending pending = JobSamples.pending("a", START);
    Versioned<Job> head = create(pending);
    Job.Running mine = pending.claim(WORKER, START);
    advance(head, mine);

    assertThat(result(jobs().advance(head, pending.claim(new NodeId("late"), START)))).isEmpty();
    assertThat(result(jobs().find(pending.key())).orElseThrow().job()).isEqualTo(mine);
  }

  @Test
  @DisplayName("of many workers that claim a job one gets it")
  void oneClaimant() {
    Job.Pending pending = JobSamples.pending("a", START);
    Versioned<Job> head = create(pending);
    List<CompletionStage<Optional<Versioned<Job>>>> claims =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> jobs().advance(head, pending.claim(new NodeId("worker-" + i), START)))
            .toList();

    List<Versioned<Job>> won = claims.stream().flatMap(claim -> result(claim).stream()).toList();
    assertThat(won).hasSize(1);
    assertThat(result(jobs().find(pending.key()))).hasValue(won.get(0));
  }

  @Test
  @DisplayName("of many gateways that create a job one does")
  void oneCreator() {
    List<CompletionStage<Optional<Versioned<Job>>>> creations =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> jobs().create(JobSamples.pending("a", START.plusMillis(i))))
            .toList();

    List<Versioned<Job>> won =
        creations.stream().flatMap(creation -> result(creation).stream()).toList();
    assertThat(won).hasSize(1);
    assertThat(result(jobs().find(won.get(0).job().key()))).hasValue(won.get(0));
    assertThat(activeKeys(10)).containsExactly(won.get(0).job().key());
    assertThat(result(jobs().recent(Optional.empty(), 10)).jobs()).contains(won.get(0).job());
  }

  @Test
  @DisplayName("active jobs are listed oldest first, up to a limit, until they end")
  void active() {
    Versioned<Job> third = create(JobSamples.pending("c", START.plusMillis(2)));
    Versioned<Job> first = create(JobSamples.pending("a", START));
    Versioned<Job> second = create(JobSamples.pending("b", START.plusMillis(1)));
    assertThat(activeKeys(10)).containsExactly(key(first), key(second), key(third));
    assertThat(activeKeys(2)).containsExactly(key(first), key(second));

    Job.Running running = ((Job.Pending) second.job()).claim(WORKER, START);
    advance(second, running);
    advance(first, ((Job.Pending) first.job()).fail(CANCELLED, START));

    assertThat(activeKeys(10)).containsExactly(key(second), key(third));
  }

  @Test
  @DisplayName("a new run of an ended job is active, and recent in its predecessor's place")
  void newRun() {
    Versioned<Job> head = create(JobSamples.pending("a", START));
    Job.Failed failed = ((Job.Pending) head.job()).fail(CANCELLED, START.plusSeconds(1));
    head = advance(head, failed);
    create(JobSamples.pending("b", START.plusSeconds(2)));
    Job.Pending again = failed.resubmit(JobSamples.submission("a", START.plusSeconds(3)));

    advance(head, again);

    assertThat(activeKeys(10)).hasSize(2).last().isEqualTo(again.key());
    assertThat(result(jobs().recent(Optional.empty(), 10)).jobs())
        .hasSize(2)
        .first()
        .isEqualTo(again);
  }

  @Test
  @DisplayName("runs are paged newest first, none twice and none left out")
  void recent() {
    List<Job> newestFirst = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      newestFirst.add(0, create(JobSamples.pending("v" + i, START.plusMillis(i))).job());
    }
    List<Job> paged = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      JobPage page = result(jobs().recent(cursor, 3));
      assertThat(page.jobs()).hasSizeBetween(1, 3);
      paged.addAll(page.jobs());
      cursor = page.next();
      // A job that comes while somebody turns pages moves none of them.
      create(JobSamples.pending("later" + paged.size(), START.plusSeconds(paged.size())));
    } while (cursor.isPresent());

    assertThat(paged).isEqualTo(newestFirst);
  }

  @Test
  @DisplayName("the list of active jobs tells those that wait from those that run")
  void whoRuns() {
    Versioned<Job> waits = create(JobSamples.pending("a", START));
    Versioned<Job> taken = create(JobSamples.pending("b", START.plusSeconds(1)));
    Job.Running running = ((Job.Pending) taken.job()).claim(WORKER, START);
    taken = advance(taken, running);

    assertThat(result(jobs().active(10)))
        .containsExactly(new ActiveJob(key(waits), false), new ActiveJob(key(taken), true));

    taken = advance(taken, running.renew(START));
    assertThat(result(jobs().active(10))).contains(new ActiveJob(key(taken), true));

    advance(taken, running.release(START));
    assertThat(result(jobs().active(10))).contains(new ActiveJob(key(taken), false));
  }

  private List<QueueKey> activeKeys(int limit) {
    return result(jobs().active(limit)).stream().map(ActiveJob::key).toList();
  }

  private static QueueKey key(Versioned<Job> head) {
    return head.job().key();
  }

  private Versioned<Job> create(Job.Pending job) {
    return result(jobs().create(job)).orElseThrow();
  }

  private Versioned<Job> advance(Versioned<Job> head, Job next) {
    Versioned<Job> moved = result(jobs().advance(head, next)).orElseThrow();
    assertThat(moved.job()).isEqualTo(next);
    assertThat(result(jobs().find(next.key()))).hasValue(moved);
    return moved;
  }
}

package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.JobNotice;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog.LogSlice;
import dev.scripttrimmer.domain.progress.ProgressUpdate.TranscriptPart;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.jobstore.JobStoreConfig;
import dev.scripttrimmer.jobstore.ObjectJobStore;
import dev.scripttrimmer.testkit.Await;
import dev.scripttrimmer.testkit.FlakyObjectStore;
import dev.scripttrimmer.testkit.FlakyObjectStore.Fate;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import dev.scripttrimmer.testkit.ManualClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkerVerticleTest {
  private static final String BUCKET = "bucket";
  private static final NodeId GHOST = new NodeId("ghost");
  private static final Failure CANCELLED = Failure.of(ErrorCode.CANCELLED, "By its user.");

  private final Vertx vertx = Vertx.vertx();
  private final ManualClock clock = new ManualClock(JobSamples.START);
  private final InMemoryObjectStore objects = new InMemoryObjectStore(clock, BUCKET);
  private final ToldLog log = new ToldLog();
  private volatile Fate fate = Fate.GETS_THROUGH;
  private final ObjectJobStore jobs =
      new ObjectJobStore(
          new FlakyObjectStore(objects, () -> fate),
          new JobStoreConfig(BUCKET, Duration.ofMinutes(10), Duration.ZERO, 2),
          clock);

  @AfterEach
  void close() {
    fate = Fate.GETS_THROUGH;
    Await.result(vertx.close().toCompletionStage());
  }

  @Test
  void oneOfTwoWorkersGetsAJobThatBothAreRungFor() {
    TestWorker first = worker("first", 2);
    TestWorker second = worker("second", 2);
    Job job = submit("a");
    ring(job);

    CompletableFuture<HeldPipeline.Call> either = new CompletableFuture<>();
    CompletableFuture.supplyAsync(first.pipeline::next).thenAccept(either::complete);
    CompletableFuture.supplyAsync(second.pipeline::next).thenAccept(either::complete);
    either.orTimeout(GatedJobStore.LIMIT_SECONDS, TimeUnit.SECONDS).join().complete();

    log.await(ProgressEvent::isLast);
    assertThat(head(job)).isInstanceOf(Job.Completed.class);
    assertThat(head(job).run().epoch()).isEqualTo(3);
    assertThat(first.pipeline.isIdle()).isTrue();
    assertThat(second.pipeline.isIdle()).isTrue();
    assertStoryIsWhole(job);
  }

  @Test
  void aJobIsFoundWhenItsRingWasLost() {
    TestWorker worker = worker("worker", 1);

    Job job = submit("a");

    assertThat(worker.pipeline.next().request.submission()).isEqualTo(job.submission());
  }

  @Test
  void noMoreJobsAreClaimedThanThereIsRoomFor() {
    TestWorker worker = worker("worker", 1);
    Job first = submit("a");
    clock.advance(Duration.ofSeconds(1));
    Job second = submit("b");
    for (int i = 0; i < 20; i++) {
      ring(first);
      ring(second);
    }

    HeldPipeline.Call call = worker.pipeline.next();
    Job other = call.request.submission().equals(first.submission()) ? second : first;
    worker.store.awaitLooks();
    assertThat(head(other)).isInstanceOf(Job.Pending.class);

    call.complete();
    assertThat(worker.pipeline.next().request.submission()).isEqualTo(other.submission());
  }

  /** Its worker died after it had moved the head, before it changed the list of active jobs. */
  @Test
  void aJobThatRunsThoughItIsListedAsWaitingIsTakenOver() {
    Job job = submit("a");
    Versioned<Job> head = Await.result(jobs.find(job.key())).orElseThrow();
    Await.result(jobs.advance(head, ((Job.Pending) job).claim(GHOST, clock.instant())));
    list(job, new byte[0]);
    TestWorker worker = worker("worker", 1);

    worker.letALeasePass();

    assertThat(worker.pipeline.next().request.submission()).isEqualTo(job.submission());
    assertThat(head(job).run().lostWorkers()).isEqualTo(1);
  }

  @Test
  void aJobThatWaitsThoughItIsListedAsRunningIsClaimed() {
    Job job = submit("a");
    list(job, new byte[] {'r'});

    TestWorker worker = worker("worker", 1);

    assertThat(worker.pipeline.next().request.submission()).isEqualTo(job.submission());
  }

  @Test
  void aWorkerWithoutAGpuTakesWhatThoseWithOneHaveNoRoomFor() {
    TestWorker plain = seldomLooking("plain", "cpu");
    TestWorker fast = seldomLooking("fast", "cpu", "gpu");
    MessageBus bus = new MessageBus(vertx.eventBus());
    bus.publish(Addresses.NODES, status(fast.node, "cpu", "gpu"));
    bus.publish(Addresses.NODES, status(plain.node, "cpu"));
    plain.store.close();
    Job first = submit("a");
    ring(first);
    HeldPipeline.Call call = fast.pipeline.next();
    plain.store.open();

    Job second = submit("b");
    ring(second);

    assertThat(plain.pipeline.next().request.submission()).isEqualTo(second.submission());
    assertThat(call.request.submission()).isEqualTo(first.submission());
  }

  @Test
  void viewersOfJobsThatWaitAreToldHowManyAreAhead() {
    TestWorker worker = worker("worker", 1);
    submit("runs");
    HeldPipeline.Call call = worker.pipeline.next();
    clock.advance(Duration.ofSeconds(1));
    Job first = submit("first");
    clock.advance(Duration.ofSeconds(1));
    Job second = submit("second");

    ProgressEvent ahead = log.await(event -> placeOf(second, event).equals(OptionalInt.of(2)));
    clock.advance(Duration.ofSeconds(1));
    // Not by work that goes on: of neighbours in the queue either may be the next.
    end(first, CANCELLED);
    ProgressEvent next = log.await(event -> placeOf(second, event).equals(OptionalInt.of(1)));

    assertThat(ahead.update().message()).endsWith("one job is ahead");
    assertThat(ahead.id()).isLessThan(next.id());
    assertThat(next.id()).isLessThan(EventIds.first(second.run().epoch() + 1));
    call.complete();
    worker.pipeline.next().complete();
    log.await(event -> event.isLast() && event.update().s3Url().contains("second"));
    assertStoryIsWhole(second);
  }

  private static OptionalInt placeOf(Job job, ProgressEvent event) {
    return event.update().s3Url().equals(job.submission().s3Url())
        ? event.update().queuePosition()
        : OptionalInt.empty();
  }

  @Test
  void aFrozenWorkersJobIsTakenOverAndItsOldOwnerIsRefused() {
    TestWorker frozen = worker("frozen", 1);
    Job job = submit("a");
    HeldPipeline.Call before = frozen.pipeline.next();
    before.monitor.reach(Milestone.STARTED);
    before.monitor.reach(Milestone.DOWNLOADING);
    before.monitor.progressed(Stage.DOWNLOAD, 0.9);
    log.await(event -> event.update().stageProgress().isPresent());
    frozen.store.close();

    TestWorker other = worker("other", 1);
    other.letALeasePass();
    HeldPipeline.Call after = other.pipeline.next();
    after.monitor.reach(Milestone.STARTED);
    after.monitor.progressed(Stage.DOWNLOAD, 0.1);
    frozen.store.open();
    Failure refusal = before.awaitCancelled();
    after.complete();

    assertThat(refusal.code()).isEqualTo(ErrorCode.CANCELLED);
    log.await(ProgressEvent::isLast);
    Job.Completed completed = (Job.Completed) head(job);
    assertThat(completed.run().lostWorkers()).isEqualTo(1);
    assertThat(completed.run().failures()).isZero();
    assertStoryIsWhole(job);
  }

  @Test
  void aUsersCancellationStopsTheRunAtOnce() {
    TestWorker worker = worker("worker", 1);
    Job job = submit("a");
    HeldPipeline.Call call = worker.pipeline.next();

    Job ended = end(job, CANCELLED);
    new MessageBus(vertx.eventBus()).publish(Addresses.JOB_ENDED, new JobNotice(job.key()));

    assertThat(call.awaitCancelled().code()).isEqualTo(ErrorCode.CANCELLED);
    submit("next");
    worker.pipeline.next();
    assertThat(head(job)).isEqualTo(ended);
  }

  @Test
  void aUsersCancellationIsNoticedWhenItsRingWasLost() {
    TestWorker worker = worker("worker", 1);
    Job job = submit("a");
    HeldPipeline.Call call = worker.pipeline.next();

    end(job, CANCELLED);

    assertThat(call.awaitCancelled().code()).isEqualTo(ErrorCode.CANCELLED);
  }

  @Test
  void aPassingFailureIsTriedAgainAfterAPauseAndNotForever() {
    TestWorker worker = worker("worker", 1);
    Job job = submit("a");

    for (int failures = 1; failures < RetryPolicy.DEFAULT.attempts(); failures++) {
      worker.pipeline.next().fail(ErrorCode.STORAGE_UNAVAILABLE);
      Job.Pending waiting = worker.store.moved(Job.Pending.class);
      assertThat(waiting.run().failures()).isEqualTo(failures);
      assertThat(waiting.notBefore()).isAfter(clock.instant());
      ring(job);
      assertThat(worker.pipeline.isIdle()).isTrue();
      clock.set(waiting.notBefore());
    }
    worker.pipeline.next().fail(ErrorCode.STORAGE_UNAVAILABLE);

    Job.Failed failed = worker.store.moved(Job.Failed.class);
    assertThat(failed.failure().code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    log.await(ProgressEvent::isLast);
  }

  @Test
  void whatNoTryCanMendFailsAtOnce() {
    TestWorker worker = worker("worker", 1);
    Job job = submit("a");

    worker.pipeline.next().fail(ErrorCode.NOT_A_VIDEO);

    assertThat(worker.store.moved(Job.Failed.class).failure().code())
        .isEqualTo(ErrorCode.NOT_A_VIDEO);
    assertThat(log.await(ProgressEvent::isLast).update().error()).isPresent();
  }

  @Test
  void aJobThatKillsThreeWorkersIsNotGivenToAFourth() {
    Job.Running thrice =
        JobSamples.pending("a", clock.instant())
            .claim(GHOST, clock.instant())
            .workerLost(clock.instant())
            .claim(GHOST, clock.instant())
            .workerLost(clock.instant())
            .claim(GHOST, clock.instant());
    Versioned<Job> created =
        Await.result(jobs.create(JobSamples.pending("a", clock.instant()))).orElseThrow();
    Await.result(jobs.advance(created, thrice));
    TestWorker worker = worker("worker", 1);

    worker.letALeasePass();

    assertThat(worker.store.moved(Job.Failed.class).failure().code())
        .isEqualTo(ErrorCode.WORKERS_LOST);
    log.await(ProgressEvent::isLast);
    assertThat(worker.pipeline.isIdle()).isTrue();
  }

  @Test
  void aWorkerThatLeavesHandsItsJobOverUnharmed() {
    TestWorker leaving = worker("leaving", 1);
    Job job = submit("a");
    HeldPipeline.Call before = leaving.pipeline.next();
    before.monitor.reach(Milestone.STARTED);
    TestWorker other = worker("other", 1);

    leaving.leave();

    before.awaitCancelled();
    HeldPipeline.Call after = other.pipeline.next();
    after.complete();
    log.await(ProgressEvent::isLast);
    assertThat(head(job).run().lostWorkers()).isZero();
    assertThat(head(job).run().failures()).isZero();
    assertStoryIsWhole(job);
  }

  @Test
  void aResultIsKeptUntilTheStoreTakesIt() {
    TestWorker worker = worker("worker", 1);
    Job job = submit("a");
    HeldPipeline.Call call = worker.pipeline.next();
    call.reachAll();

    fate = Fate.REQUEST_LOST;
    call.complete();
    worker.store.unanswered(Job.Completed.class);
    fate = Fate.GETS_THROUGH;

    log.await(ProgressEvent::isLast);
    assertThat(head(job)).isInstanceOf(Job.Completed.class);
    assertThat(head(job).run().failures()).isZero();
    assertStoryIsWhole(job);
  }

  @Test
  void noUpdateOvertakesAMilestone() throws Exception {
    TestWorker worker = worker("worker", 1);
    Job job = submit("a");
    HeldPipeline.Call call = worker.pipeline.next();
    call.monitor.reach(Milestone.STARTED);

    worker.store.close();
    CompletableFuture<Void> reached =
        CompletableFuture.runAsync(() -> call.monitor.reach(Milestone.DOWNLOADING));
    call.monitor.heard(new TranscriptPart(0, 1, "word"));
    CompletableFuture<Void> aWhile = new CompletableFuture<>();
    vertx.setTimer(600, timer -> aWhile.complete(null));
    aWhile.get(GatedJobStore.LIMIT_SECONDS, TimeUnit.SECONDS);
    worker.store.open();
    reached.get(GatedJobStore.LIMIT_SECONDS, TimeUnit.SECONDS);
    call.complete();

    log.await(ProgressEvent::isLast);
    assertStoryIsWhole(job);
    assertThat(log(job).events()).anyMatch(event -> event.update().transcript().size() == 1);
  }

  @Test
  void wordsThatComeFasterThanViewersReadComeTogether() throws Exception {
    TestWorker worker = worker("worker", 1);
    Job job = submit("a");
    HeldPipeline.Call call = worker.pipeline.next();
    call.reachAll();
    long began = System.nanoTime();
    List<String> said = IntStream.range(0, 2000).mapToObj(i -> "word" + i).toList();

    for (int i = 0; i < said.size(); i++) {
      call.monitor.heard(new TranscriptPart(i, i + 1, said.get(i)));
    }
    call.complete();

    log.await(ProgressEvent::isLast);
    long quarters = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / 250;
    List<List<TranscriptPart>> told =
        log(job).events().stream()
            .map(event -> event.update().transcript())
            .filter(parts -> !parts.isEmpty())
            .toList();
    // One more for what is told at the end.
    assertThat(told).hasSizeBetween(1, (int) quarters + 2);
    assertThat(told.stream().flatMap(List::stream).map(TranscriptPart::text))
        .containsExactlyElementsOf(said);
  }

  @Test
  void aLongQueueIsWorkedThrough() {
    for (int i = 0; i < 1000; i++) {
      submit("job-" + i);
    }
    TestWorker worker = worker("worker", 1);

    for (int i = 0; i < 5; i++) {
      worker.pipeline.next().complete();
      worker.store.moved(Job.Completed.class);
    }
  }

  @Test
  void aHeadThatCannotBeReadKeepsNoOtherJobWaiting() {
    Job damaged = submit("damaged");
    Await.result(
        objects.put(
            new ObjectLocation(BUCKET, "jobs/" + damaged.key() + "/job.json"),
            new byte[] {'{'},
            "application/json",
            Precondition.none()));
    clock.advance(Duration.ofSeconds(1));
    Job whole = submit("whole");

    TestWorker worker = worker("worker", 1);

    assertThat(worker.pipeline.next().request.submission()).isEqualTo(whole.submission());
  }

  private TestWorker worker(String name, int slots) {
    return new TestWorker(name, vertx, jobs, log, clock, slots);
  }

  /** Finds jobs by being rung for, mostly. */
  private TestWorker seldomLooking(String name, String... capabilities) {
    Duration beat = TestWorker.LEASE.dividedBy(2);
    return new TestWorker(name, Set.of(capabilities), beat, vertx, jobs, log, clock, 1);
  }

  private NodeStatus status(NodeId node, String... capabilities) {
    return new NodeStatus(
        node,
        "localhost",
        Set.of("worker"),
        Set.of(capabilities),
        Optional.empty(),
        1,
        0,
        List.of(),
        false,
        clock.instant());
  }

  /** Changes what the list of active jobs says about a job. */
  private void list(Job job, byte[] body) {
    ObjectLocation marker =
        Await.result(objects.list(BUCKET, "active/", "", 10)).objects().stream()
            .map(ObjectStat::location)
            .filter(location -> location.key().contains(job.key().value()))
            .findFirst()
            .orElseThrow();
    Await.result(objects.put(marker, body, "application/octet-stream", Precondition.none()));
  }

  private Job submit(String name) {
    return Await.result(jobs.create(JobSamples.pending(name, clock.instant()))).orElseThrow().job();
  }

  private void ring(Job job) {
    new MessageBus(vertx.eventBus()).publish(Addresses.JOB_WAITING, new JobNotice(job.key()));
  }

  /** Ends a job from outside, as a gateway does: until the move is not refused. */
  private Job end(Job job, Failure failure) {
    while (true) {
      Versioned<Job> head = Await.result(jobs.find(job.key())).orElseThrow();
      Job.Failed failed = ((Job.Active) head.job()).fail(failure, clock.instant());
      var moved = Await.result(jobs.advance(head, failed));
      if (moved.isPresent()) {
        return moved.get().job();
      }
    }
  }

  private Job head(Job job) {
    return Await.result(jobs.find(job.key())).orElseThrow().job();
  }

  private LogSlice log(Job job) {
    return Await.result(log.read(job.key(), 0));
  }

  private void assertStoryIsWhole(Job job) {
    List<ProgressEvent> events = log(job).events();
    List<String> milestones = Arrays.stream(Milestone.values()).map(Milestone::message).toList();
    assertThat(events).extracting(ProgressEvent::id).isSorted().doesNotHaveDuplicates();
    assertThat(events)
        .extracting(event -> event.update().message())
        .filteredOn(milestones::contains)
        .isEqualTo(milestones);
    assertThat(events.stream().flatMapToDouble(e -> e.update().progress().stream()).boxed())
        .isSorted();
  }
}

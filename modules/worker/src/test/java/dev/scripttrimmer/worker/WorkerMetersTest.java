package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.jobstore.JobStoreConfig;
import dev.scripttrimmer.jobstore.ObjectJobStore;
import dev.scripttrimmer.pipeline.RunMonitor;
import dev.scripttrimmer.testkit.Await;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import dev.scripttrimmer.testkit.ManualClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class WorkerMetersTest {
  private static final String BUCKET = "bucket";

  private final Vertx vertx = Vertx.vertx();
  private final ManualClock clock = new ManualClock(JobSamples.START);
  private final ObjectJobStore jobs =
      new ObjectJobStore(new InMemoryObjectStore(clock, BUCKET), JobStoreConfig.in(BUCKET), clock);
  private final ToldLog log = new ToldLog();

  @AfterEach
  void close() {
    Await.result(vertx.close().toCompletionStage());
  }

  @Test
  void runsAreCountedByWhatBecameOfThemAndStagesTimed() {
    TestWorker worker = new TestWorker("worker", vertx, jobs, log, clock, 1);
    submit("a");
    HeldPipeline.Call first = worker.pipeline.next();
    clock.advance(Duration.ofSeconds(50));
    stage(first.monitor);
    first.complete();
    worker.store.moved(Job.Completed.class);
    submit("b");
    worker.pipeline.next().fail(ErrorCode.NOT_A_VIDEO);
    worker.store.moved(Job.Failed.class);
    submit("c");
    worker.pipeline.next().fail(ErrorCode.STORAGE_UNAVAILABLE);
    worker.store.moved(Job.Pending.class);
    // Told to leave, it returns when everything is said and counted.
    worker.leave();

    assertThat(counted(worker, "trimmer.runs.ended", "outcome", "completed")).isEqualTo(1);
    assertThat(counted(worker, "trimmer.runs.ended", "outcome", "failed")).isEqualTo(1);
    assertThat(counted(worker, "trimmer.runs.ended", "outcome", "retried")).isEqualTo(1);
    assertThat(counted(worker, "trimmer.run.failures", "code", "not_a_video")).isEqualTo(1);
    assertThat(counted(worker, "trimmer.run.failures", "code", "storage_unavailable")).isEqualTo(1);
    assertThat(worker.meters.get("trimmer.runs.claimed").counter().count()).isEqualTo(3);
    assertThat(worker.meters.get("trimmer.stage").tag("stage", "cut").timer().count()).isEqualTo(1);
    assertThat(worker.meters.get("trimmer.job.turnaround").timer().totalTime(TimeUnit.SECONDS))
        .isEqualTo(50);
  }

  /** As a pipeline's thread does; what it logs meanwhile names the stage. */
  private static void stage(RunMonitor monitor) {
    try (RunMonitor.StageEnd outer = monitor.begin(Stage.CUT)) {
      try (RunMonitor.StageEnd inner = monitor.begin(Stage.UPLOAD)) {
        assertThat(MDC.get("stage")).isEqualTo("upload");
      }
      assertThat(MDC.get("stage")).isEqualTo("cut");
    }
    assertThat(MDC.get("stage")).isNull();
  }

  private static double counted(TestWorker worker, String name, String label, String value) {
    return worker.meters.get(name).tag(label, value).counter().count();
  }

  private void submit(String name) {
    Await.result(jobs.create(JobSamples.pending(name, clock.instant())));
  }
}

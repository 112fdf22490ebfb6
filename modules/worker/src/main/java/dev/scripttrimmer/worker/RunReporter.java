package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.progress.ProgressUpdate.ClipReady;
import dev.scripttrimmer.domain.progress.ProgressUpdate.TranscriptPart;
import dev.scripttrimmer.pipeline.RunMonitor;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Where a pipeline's reports leave its threads: milestones become moves of the head and then
 * events, everything finer at most one update each quarter of a second.
 */
final class RunReporter implements RunMonitor {
  private static final long UPDATE_PERIOD_MS = 250;

  private final Vertx vertx;
  private final Context context;
  private final WorkerPorts ports;
  private final HeldJob held;
  private final StoryWriter story;
  private final RunProgress progress;
  private final Cancellation cancellation;
  private final Span run;

  // On the context only.
  private boolean timerSet;
  private boolean marking;
  private boolean ended;

  /**
   * @param cancellation of the run: once cancelled, milestones are no longer insisted on
   * @param run the span that the stages lie within
   */
  RunReporter(
      Vertx vertx,
      Context context,
      WorkerPorts ports,
      HeldJob held,
      StoryWriter story,
      RunProgress progress,
      Cancellation cancellation,
      Span run) {
    this.vertx = vertx;
    this.context = context;
    this.ports = ports;
    this.held = held;
    this.story = story;
    this.progress = progress;
    this.cancellation = cancellation;
    this.run = run;
  }

  @Override
  public void reach(Milestone milestone) {
    Promise<Void> reached = Promise.promise();
    context.runOnContext(go -> mark(milestone).onComplete(reached));
    try {
      reached.future().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Future<Void> mark(Milestone milestone) {
    if (held.job().run().reached(milestone)) {
      return Future.succeededFuture();
    }
    tellNews();
    marking = true;
    long id = story.nextId();
    return held.insist(job -> reach(job, milestone, id), cancellation::isCancelled)
        .onSuccess(
            job -> {
              progress.reached(milestone);
              story.retell(job);
            })
        .onComplete(marked -> marking = false)
        .mapEmpty();
  }

  /** An earlier try may have succeeded unheard. */
  private Job.Running reach(Job.Running job, Milestone milestone, long id) {
    return job.run().reached(milestone) ? job.renew(now()) : job.reach(milestone, id, now());
  }

  @Override
  public StageEnd begin(Stage stage) {
    long began = System.nanoTime();
    Span span = ports.tracer().begin("stage " + WorkerMeters.label(stage), WorkTracer.parent(run));
    Map<String, String> fields = new HashMap<>();
    fields.put(LogFields.STAGE, WorkerMeters.label(stage));
    WorkTracer.parent(span).ifPresent(trace -> fields.put(LogFields.TRACE, trace));
    LogFields.Scope scope = LogFields.add(fields);
    return () -> {
      scope.close();
      span.end();
      ports.meters().stage(stage, Duration.ofNanos(System.nanoTime() - began));
    };
  }

  @Override
  public void progressed(Stage stage, double fraction) {
    progress.progressed(stage, fraction);
    context.runOnContext(go -> flushSoon());
  }

  @Override
  public void heard(TranscriptPart part) {
    progress.heard(part);
    context.runOnContext(go -> flushSoon());
  }

  @Override
  public void clipReady(ClipReady clip) {
    progress.clipReady(clip);
    context.runOnContext(go -> flushSoon());
  }

  private void flushSoon() {
    if (timerSet || ended) {
      return;
    }
    timerSet = true;
    vertx.setTimer(
        UPDATE_PERIOD_MS,
        timer -> {
          timerSet = false;
          flush();
        });
  }

  private void flush() {
    if (ended) {
      return;
    }
    if (marking || story.isWriting()) {
      // An id larger than that of a milestone on its way would keep the milestone out of the log;
      // and a log that is slow gets fewer updates instead of late ones.
      flushSoon();
    } else {
      tellNews();
    }
  }

  private void tellNews() {
    progress.take(now()).ifPresent(story::tell);
  }

  /** Tells what is left to tell, then how the job stands now; nothing is told after that. */
  Future<Void> end(Job job) {
    tellNews();
    ended = true;
    return story.retell(job);
  }

  private Instant now() {
    return ports.clock().instant();
  }
}

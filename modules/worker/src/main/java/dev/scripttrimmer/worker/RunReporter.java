package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.progress.ProgressUpdate.ClipReady;
import dev.scripttrimmer.domain.progress.ProgressUpdate.TranscriptPart;
import dev.scripttrimmer.pipeline.RunMonitor;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionException;

/**
 * Where a pipeline's reports leave its threads: milestones become moves of the head and then
 * events, everything finer at most one update each quarter of a second.
 */
final class RunReporter implements RunMonitor {
  private static final long UPDATE_PERIOD_MS = 250;

  private final Vertx vertx;
  private final Context context;
  private final Clock clock;
  private final HeldJob held;
  private final StoryWriter story;
  private final RunProgress progress;

  // On the context only.
  private boolean timerSet;
  private boolean ended;

  RunReporter(Vertx vertx, Context context, Clock clock, HeldJob held, StoryWriter story) {
    this.vertx = vertx;
    this.context = context;
    this.clock = clock;
    this.held = held;
    this.story = story;
    this.progress = new RunProgress(held.job().submission().s3Url(), held.job().run().last());
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
    flush();
    long id = story.nextId();
    return held.move(job -> job.reach(milestone, id, now()))
        .compose(
            job -> {
              progress.reached(milestone);
              return story.retell(job);
            });
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
    if (!ended) {
      progress.take(now()).ifPresent(story::tell);
    }
  }

  /** Tells what is left to tell, then how the job stands now; nothing is told after that. */
  Future<Void> end(Job job) {
    flush();
    ended = true;
    return story.retell(job);
  }

  private Instant now() {
    return clock.instant();
  }
}

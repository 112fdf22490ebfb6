package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.GrowingFile;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.TransferListener;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A video on its way from the store; closing it stops what still comes, and waits for that. */
final class Incoming implements AutoCloseable {
  private static final Failure NOT_NEEDED =
      Failure.of(ErrorCode.CANCELLED, "The video is no longer needed.");

  private final ObjectStat source;
  private final GrowingFile file;
  private final Cancellation.Child transfer;
  private final CompletableFuture<ObjectStat> arrived;

  private Incoming(
      ObjectStat source,
      GrowingFile file,
      Cancellation.Child transfer,
      CompletableFuture<ObjectStat> arrived) {
    this.source = source;
    this.file = file;
    this.transfer = transfer;
    this.arrived = arrived;
  }

  /** Begins the download. */
  static Incoming of(
      ObjectStat source,
      ObjectStore store,
      Path target,
      RunMonitor monitor,
      StageTimer timer,
      Cancellation cancellation) {
    GrowingFile file = new GrowingFile(target);
    Cancellation.Child transfer = cancellation.child();
    StageTimer.Watch watch = timer.time(Stage.DOWNLOAD);
    CompletableFuture<ObjectStat> arrived =
        store
            .download(source.location(), target, growing(file, monitor), transfer.cancellation())
            .whenComplete(
                (found, failure) -> {
                  watch.close();
                  if (failure == null) {
                    file.complete();
                  } else {
                    file.fail(Await.failure(failure));
                  }
                })
            .toCompletableFuture();
    return new Incoming(source, file, transfer, arrived);
  }

  private static TransferListener growing(GrowingFile file, RunMonitor monitor) {
    return new TransferListener() {
      @Override
      public void transferred(long ready, long total) {
        file.grow(ready);
        monitor.progressed(Stage.DOWNLOAD, (double) ready / total);
      }

      @Override
      public void endTransferred(long from, long total) {
        file.growEnd(from, total);
      }
    };
  }

  /** What is there of it already. */
  GrowingFile file() {
    return file;
  }

  /**
   * Waits for all of it.
   *
   * @throws TrimException when it does not arrive, or is not what was looked at before
   */
  Path await() {
    ObjectStat found = Await.result(arrived);
    if (!found.version().equals(source.version())) {
      throw new TrimException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The video was replaced while it was read; the job is tried again.");
    }
    return file.path();
  }

  @Override
  public void close() {
    transfer.cancellation().cancel(NOT_NEEDED);
    arrived.exceptionally(failure -> null).join();
    transfer.close();
  }
}

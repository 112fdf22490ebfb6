package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.ClipCutter;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.progress.ProgressUpdate.ClipReady;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.TransferListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cut and upload, side by side: each clip is on its way to the store while the next one is cut.
 * Clips that an earlier worker uploaded are not cut again.
 */
final class ClipStages {
  private static final Logger LOG = LoggerFactory.getLogger(ClipStages.class);
  private static final String PICTURE_TYPE = "image/jpeg";
  private static final int MAX_WAITING = 4;

  private final PipelinePorts ports;
  private final RunFiles files;
  private final RunMonitor monitor;
  private final double cutBefore;

  /**
   * @param cutBefore the share of the cutting that is done before the clips, 0 to 1
   */
  ClipStages(PipelinePorts ports, RunFiles files, RunMonitor monitor, double cutBefore) {
    this.ports = ports;
    this.files = files;
    this.monitor = monitor;
    this.cutBefore = cutBefore;
  }

  /**
   * Cuts and uploads one clip per segment; blocks until all are in the store.
   *
   * @return topics first, then interactions, each in order of time
   */
  List<ClipLink> deliver(
      Path media,
      MediaInfo info,
      Segmentation segmentation,
      ScratchSpace.Folder folder,
      StageTimer timer,
      Cancellation cancellation) {
    monitor.reach(Milestone.CUTTING);
    List<Delivery> all =
        Stream.concat(segmentation.topics().stream(), segmentation.interactions().stream())
            .map(segment -> new Delivery(segment, ClipNames.of(segment, ".mp4")))
            .toList();
    List<Delivery> missing = all.stream().filter(delivery -> !isInStore(delivery)).toList();
    try (Cancellation.Child uploads = cancellation.child()) {
      try (StageTimer.Watch watch = timer.time(Stage.CUT)) {
        cut(media, info, missing, folder, uploads.cancellation(), cancellation);
      } catch (RuntimeException e) {
        uploads
            .cancellation()
            .cancel(Failure.of(ErrorCode.CANCELLED, "The clips are no longer needed."));
        throw e;
      }
      monitor.reach(Milestone.UPLOADING);
      try (StageTimer.Watch watch = timer.time(Stage.UPLOAD)) {
        return VideoPipeline.in(Stage.UPLOAD, () -> await(all));
      }
    }
  }

  private boolean isInStore(Delivery delivery) {
    return stored(delivery.name())
        .map(
            clip -> {
              boolean drawn = stored(delivery.pictureName()).isPresent();
              return delivery.link.complete(link(delivery, clip.size(), drawn));
            })
        .orElse(false);
  }

  private Optional<ObjectStat> stored(String name) {
    return Await.result(ports.store().stat(files.output(name)));
  }

  private void cut(
      Path media,
      MediaInfo info,
      List<Delivery> missing,
      ScratchSpace.Folder folder,
      Cancellation uploads,
      Cancellation cancellation) {
    List<ClipCutter.ClipOrder> orders =
        missing.stream()
            .map(
                delivery ->
                    new ClipCutter.ClipOrder(
                        delivery.segment.span(), folder.file(delivery.filename)))
            .toList();
    ClipCutter.CutListener listener =
        new ClipCutter.CutListener() {
          @Override
          public void progressed(double fraction) {
            monitor.progressed(Stage.CUT, cutBefore + (1 - cutBefore) * fraction);
          }

          @Override
          public void finished(int order, ClipCutter.Clip clip) {
            Delivery delivery = missing.get(order);
            upload(delivery, clip, picture(delivery, media, folder, cancellation), uploads);
            awaitRoom(missing.subList(0, order + 1));
          }
        };
    VideoPipeline.in(
        Stage.CUT,
        () -> {
          ports.cutter().cut(media, info, orders, listener, cancellation);
          return null;
        });
  }

  /** Scratch space holds few clips at a time, however fast they are cut or slow the store is. */
  private static void awaitRoom(List<Delivery> cut) {
    List<Delivery> waiting = cut.stream().filter(delivery -> !delivery.link.isDone()).toList();
    if (waiting.size() > MAX_WAITING) {
      VideoPipeline.in(Stage.UPLOAD, () -> Await.result(waiting.get(0).link));
    }
  }

  /** A clip without a picture is still a clip: what cannot be drawn is left out. */
  private Optional<Path> picture(
      Delivery delivery, Path media, ScratchSpace.Folder folder, Cancellation cancellation) {
    TimeSpan span = delivery.segment.span();
    Path picture = folder.file(ClipNames.pictureOf(delivery.filename));
    try {
      double middle = (span.start() + span.end()) / 2;
      ports.thumbnails().thumbnail(media, middle, picture, cancellation);
      return Optional.of(picture);
    } catch (TrimException e) {
      cancellation.check();
      LOG.warn("clip without a picture key={} code={}", files.key(), e.code());
      return Optional.empty();
    }
  }

  /** The picture first: a clip that is in the store has its picture there, too. */
  private void upload(
      Delivery delivery, ClipCutter.Clip clip, Optional<Path> picture, Cancellation uploads) {
    picture
        .map(drawn -> put(drawn, delivery.pictureName(), PICTURE_TYPE, uploads))
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .thenCompose(drawn -> put(clip.file(), delivery.name(), RunFiles.VIDEO_TYPE, uploads))
        .whenComplete(
            (version, failure) -> {
              remove(clip.file());
              if (failure != null) {
                delivery.link.completeExceptionally(failure);
                return;
              }
              monitor.clipReady(
                  new ClipReady(
                      delivery.segment.title(),
                      delivery.segment.span().start(),
                      delivery.segment.span().end(),
                      files.path(delivery.name())));
              delivery.link.complete(link(delivery, clip.size(), picture.isPresent()));
            });
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It goes with its folder.
      LOG.debug("a clip's file stays for now", e);
    }
  }

  private CompletionStage<ObjectVersion> put(
      Path file, String name, String contentType, Cancellation uploads) {
    return ports
        .store()
        .upload(file, files.output(name), contentType, TransferListener.NONE, uploads);
  }

  private List<ClipLink> await(List<Delivery> deliveries) {
    AtomicInteger done = new AtomicInteger();
    for (Delivery delivery : deliveries) {
      delivery.link.thenRun(
          () ->
              monitor.progressed(
                  Stage.UPLOAD, (double) done.incrementAndGet() / deliveries.size()));
    }
    return deliveries.stream().map(delivery -> Await.result(delivery.link)).toList();
  }

  private ClipLink link(Delivery delivery, long size, boolean drawn) {
    ObjectLocation location = files.output(delivery.name());
    Segment segment = delivery.segment;
    return new ClipLink(
        delivery.filename,
        ports.urls().urlOf(location),
        location.key(),
        RunFiles.megabytes(size),
        segment.kind(),
        files.path(delivery.name()),
        drawn ? Optional.of(files.path(delivery.pictureName())) : Optional.empty(),
        segment.title(),
        segment.span().start(),
        segment.span().end());
  }

  /** One clip on its way. */
  private static final class Delivery {
    final Segment segment;
    final String filename;
    final CompletableFuture<ClipLink> link = new CompletableFuture<>();

    Delivery(Segment segment, String filename) {
      this.segment = segment;
      this.filename = filename;
    }

    String name() {
      return "clips/" + filename;
    }

    String pictureName() {
      return "clips/" + ClipNames.pictureOf(filename);
    }
  }
}

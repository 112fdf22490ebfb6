package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.result.TightenedVideo;
import dev.scripttrimmer.domain.segment.TightCut;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.TransferListener;
import java.nio.file.Path;
import java.util.Optional;

/** Joins what a video cannot do without. What an earlier worker joined is not joined again. */
final class TightenStage {
  /** Of the cutting: the clips have the other half, whoever joined the video. */
  static final double SHARE = 0.5;

  private static final String FILENAME = "tightened.mp4";

  private final PipelinePorts ports;
  private final RunFiles files;
  private final RunMonitor monitor;

  TightenStage(PipelinePorts ports, RunFiles files, RunMonitor monitor) {
    this.ports = ports;
    this.files = files;
    this.monitor = monitor;
  }

  /** Joins and uploads; blocks until the video is in the store. */
  TightenedVideo deliver(
      Path media,
      MediaInfo info,
      Transcript transcript,
      ScratchSpace.Folder folder,
      StageTimer timer,
      Cancellation cancellation) {
    monitor.reach(Milestone.CUTTING);
    TightCut cut = ports.tightCuts().tighten(transcript, info.duration());
    ObjectLocation location = files.output(FILENAME);
    Optional<ObjectStat> known = Await.result(ports.store().stat(location));
    long size =
        known.isPresent()
            ? known.get().size()
            : join(media, info, cut, location, folder, timer, cancellation);
    return new TightenedVideo(
        FILENAME,
        ports.urls().urlOf(location),
        location.key(),
        RunFiles.megabytes(size),
        files.path(FILENAME),
        info.duration() - cut.saved(),
        cut.saved(),
        cut.keep());
  }

  private long join(
      Path media,
      MediaInfo info,
      TightCut cut,
      ObjectLocation location,
      ScratchSpace.Folder folder,
      StageTimer timer,
      Cancellation cancellation) {
    try (StageTimer.Watch watch = timer.time(Stage.CUT)) {
      Path joined = folder.file(FILENAME);
      long size =
          ports
              .joiner()
              .join(
                  media,
                  info,
                  cut.keep(),
                  joined,
                  fraction -> monitor.progressed(Stage.CUT, SHARE * fraction),
                  cancellation)
              .size();
      Await.result(
          ports
              .store()
              .upload(joined, location, RunFiles.VIDEO_TYPE, TransferListener.NONE, cancellation));
      return size;
    }
  }
}

package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.job.Recut;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.domain.result.TightenedVideo;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.store.ObjectStat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Everything that is done to one video, from its object to the result. */
public final class VideoPipeline implements Pipeline {
  /** Clips together are rarely larger than their source; working files come on top. */
  private static final double SCRATCH_PER_SOURCE = 2.5;

  private final PipelinePorts ports;
  private final PipelineConfig config;
  private final ScratchSpace scratch;

  /**
   * @param scratch stays the caller's to close
   */
  public VideoPipeline(PipelinePorts ports, PipelineConfig config, ScratchSpace scratch) {
    this.ports = ports;
    this.config = config;
    this.scratch = scratch;
  }

  @Override
  public JobResult run(RunRequest request, RunMonitor monitor, Cancellation cancellation) {
    Submission submission = request.submission();
    StageTimer timer = new StageTimer(monitor);
    monitor.reach(Milestone.STARTED);
    ObjectStat source = in(Stage.DOWNLOAD, () -> acceptable(submission));
    try (ScratchSpace.Folder folder =
        in(Stage.DOWNLOAD, () -> scratch.folder((long) (source.size() * SCRATCH_PER_SOURCE)))) {
      monitor.reach(Milestone.DOWNLOADING);
      try (Incoming video =
          Incoming.of(source, ports.store(), folder.file("source"), monitor, timer, cancellation)) {
        Listening listening =
            new Listening(ports, config, request, monitor, timer, cancellation, source.version());
        Optional<Heard> early = listening.early(video);
        Path media = in(Stage.DOWNLOAD, video::await);
        MediaInfo info = in(Stage.AUDIO, () -> ports.probe().probe(media, cancellation));
        Heard heard = early.orElseGet(() -> listening.listen(media, info));
        listening.keep(heard);
        return deliver(request, media, info, heard, folder, monitor, timer, cancellation);
      }
    }
  }

  private JobResult deliver(
      RunRequest request,
      Path media,
      MediaInfo info,
      Heard heard,
      ScratchSpace.Folder folder,
      RunMonitor monitor,
      StageTimer timer,
      Cancellation cancellation) {
    Submission submission = request.submission();
    Segmentation segments =
        in(Stage.SEGMENT, () -> segment(heard, submission, info, timer, cancellation));

    RunFiles files = new RunFiles(config.bucket(), submission.key(), request.run());
    Optional<TightenedVideo> tightened =
        submission.trim()
            ? in(
                Stage.CUT,
                () ->
                    Optional.of(
                        new TightenStage(ports, files, monitor)
                            .deliver(media, info, heard.transcript(), folder, timer, cancellation)))
            : Optional.empty();
    List<ClipLink> clips =
        new ClipStages(ports, files, monitor, submission.trim() ? TightenStage.SHARE : 0)
            .deliver(media, info, segments, folder, timer, cancellation);
    DocumentStage.Documents documents =
        in(
            Stage.UPLOAD,
            () ->
                new DocumentStage(ports, files, folder, cancellation)
                    .write(submission, info, heard, segments, clips, tightened));
    return result(submission, info, heard, segments, clips, tightened, documents, timer);
  }

  private static JobResult result(
      Submission submission,
      MediaInfo info,
      Heard heard,
      Segmentation segments,
      List<ClipLink> clips,
      Optional<TightenedVideo> tightened,
      DocumentStage.Documents documents,
      StageTimer timer) {
    return new JobResult(
        JobResult.MESSAGE,
        submission.s3Url(),
        heard.chunkFiles(),
        heard.chunkFiles().size(),
        segments.topics(),
        segments.topics().size(),
        segments.interactions(),
        segments.interactions().size(),
        documents.segmentsJson(),
        clips,
        documents.transcript(),
        documents.chapters(),
        OptionalDouble.of(info.duration()),
        Optional.of(documents.timeline()),
        Optional.of(documents.waveform()),
        Optional.of(documents.archive()),
        tightened,
        timer.seconds());
  }

  private ObjectStat acceptable(Submission submission) {
    ObjectStat source =
        Await.result(ports.store().stat(submission.source()))
            .orElseThrow(
                () ->
                    new TrimException(
                        ErrorCode.OBJECT_NOT_FOUND, "There is no such object in the bucket."));
    if (source.size() > config.maxSourceBytes()) {
      throw new TrimException(
          ErrorCode.OBJECT_TOO_LARGE,
          "The video is larger than the %d MB that are allowed."
              .formatted(config.maxSourceBytes() / 1_000_000));
    }
    if (source.size() == 0) {
      throw new TrimException(ErrorCode.NOT_A_VIDEO, "The file is empty.");
    }
    return source;
  }

  private Segmentation segment(
      Heard heard,
      Submission submission,
      MediaInfo info,
      StageTimer timer,
      Cancellation cancellation) {
    cancellation.check();
    if (submission.recut().isPresent()) {
      return given(submission.recut().get(), info);
    }
    try (StageTimer.Watch watch = timer.time(Stage.SEGMENT)) {
      return ports.segmenter().segment(heard.transcript(), submission.videoType(), info.duration());
    }
  }

  /** The video's object may hold another video by now. */
  private static Segmentation given(Recut recut, MediaInfo info) {
    Segmentation segments = recut.segments().within(info.duration());
    if (segments.size() < recut.segments().size()) {
      throw new TrimException(
          ErrorCode.INVALID_REQUEST,
          "The video is shorter than it was; submit it again to find its segments anew.");
    }
    return segments;
  }

  /** Says of a failure in which stage it happened. */
  static <T> T in(Stage stage, Supplier<T> work) {
    try {
      return work.get();
    } catch (TrimException e) {
      throw new TrimException(e.failure().in(stage), e);
    }
  }
}

package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.result.JobResult.Chapter;
import dev.scripttrimmer.domain.result.JobResult.TimelineLinks;
import dev.scripttrimmer.domain.result.JobResult.TranscriptLinks;
import dev.scripttrimmer.domain.result.TightenedVideo;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.TransferListener;
import dev.scripttrimmer.json.DomainJson;
import dev.scripttrimmer.pipeline.captions.Caption;
import dev.scripttrimmer.pipeline.captions.Captions;
import dev.scripttrimmer.pipeline.captions.Chapters;
import dev.scripttrimmer.pipeline.captions.SubRip;
import dev.scripttrimmer.pipeline.captions.WebVtt;
import dev.scripttrimmer.pipeline.timeline.EditDecisionList;
import dev.scripttrimmer.pipeline.timeline.OpenTimeline;
import dev.scripttrimmer.pipeline.timeline.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Writes what is text about a video: transcript, captions, segments, chapters and timelines. */
final class DocumentStage {
  private static final String JSON = "application/json";
  private static final String VTT = "text/vtt; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  private static final String WAVEFORM = "waveform.json";
  private static final String EDL = "timeline.edl";
  private static final String OTIO = "timeline.otio";

  private final PipelinePorts ports;
  private final RunFiles files;
  private final ScratchSpace.Folder folder;
  private final Cancellation cancellation;
  private final List<CompletionStage<?>> uploads = new ArrayList<>();

  DocumentStage(
      PipelinePorts ports, RunFiles files, ScratchSpace.Folder folder, Cancellation cancellation) {
    this.ports = ports;
    this.files = files;
    this.folder = folder;
    this.cancellation = cancellation;
  }

  /**
   * @param segmentsJson URL of the document with all segments
   * @param waveform path of the service
   * @param archive path of the service
   */
  record Documents(
      TranscriptLinks transcript,
      String segmentsJson,
      List<Chapter> chapters,
      TimelineLinks timeline,
      String waveform,
      String archive) {}

  /**
   * What {@code segments.json} holds.
   *
   * @param duration of the video, in seconds
   */
  private record SegmentsDocument(
      String s3Url,
      double duration,
      List<Segment> topics,
      List<Segment> interactions,
      Optional<TightenedVideo> tightened) {}

  /**
   * Writes all documents; blocks until they are in the store.
   *
   * @param clips get captions of their own, beside them
   */
  Documents write(
      Submission submission,
      MediaInfo info,
      Heard heard,
      Segmentation segments,
      List<ClipLink> clips,
      Optional<TightenedVideo> tightened) {
    Transcript transcript = heard.transcript();
    double duration = info.duration();
    List<Chapter> starts = chapters(segments);
    Chapters chapters = Chapters.of(starts, duration);
    List<Caption> captions = Captions.of(transcript);
    String json = upload("transcript.json", JSON, DomainJson.write(transcript.withoutVoices()));
    String srt = upload("transcript.srt", "application/x-subrip", SubRip.write(captions));
    String vtt = upload("transcript.vtt", VTT, WebVtt.write(captions));
    upload("chapters.vtt", VTT, WebVtt.write(chapters));
    upload("chapters.txt", TEXT, chapters.description());
    upload("chapters.ffmetadata", TEXT, chapters.ffmetadata());
    for (ClipLink clip : clips) {
      TimeSpan span = new TimeSpan(clip.start(), clip.end());
      String name = "clips/" + ClipNames.captionsOf(clip.filename());
      upload(name, VTT, WebVtt.write(Captions.of(transcript, span)));
    }
    String segmentsJson =
        upload(
            "segments.json",
            JSON,
            DomainJson.write(
                new SegmentsDocument(
                    submission.s3Url(),
                    duration,
                    segments.topics(),
                    segments.interactions(),
                    tightened)));
    upload(WAVEFORM, JSON, DomainJson.write(heard.waveform()));
    TimelineLinks timeline = timeline(submission, info, segments);
    uploads.forEach(Await::result);
    return new Documents(
        new TranscriptLinks(json, srt, vtt),
        segmentsJson,
        starts,
        timeline,
        files.path(WAVEFORM),
        files.archive());
  }

  private TimelineLinks timeline(Submission submission, MediaInfo info, Segmentation segments) {
    Source source =
        new Source(
            submission.filename(),
            info.duration(),
            info.video().map(MediaInfo.VideoStream::frameRate).orElse(0.0));
    upload(EDL, TEXT, EditDecisionList.write(source, segments));
    upload(OTIO, JSON, DomainJson.write(OpenTimeline.of(source, segments)));
    return new TimelineLinks(files.path(EDL), files.path(OTIO));
  }

  private String upload(String name, String contentType, String text) {
    return upload(name, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  private String upload(String name, String contentType, byte[] content) {
    Path file = folder.file(name.replace('/', '-'));
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("a document cannot be written", e);
    }
    ObjectLocation location = files.output(name);
    uploads.add(
        ports.store().upload(file, location, contentType, TransferListener.NONE, cancellation));
    return ports.urls().urlOf(location);
  }

  /** Players want the first chapter to begin with the video. */
  private static List<Chapter> chapters(Segmentation segments) {
    List<Chapter> chapters = new ArrayList<>();
    for (Segment topic : segments.topics()) {
      chapters.add(new Chapter(chapters.isEmpty() ? 0 : topic.span().start(), topic.title()));
    }
    return chapters;
  }
}

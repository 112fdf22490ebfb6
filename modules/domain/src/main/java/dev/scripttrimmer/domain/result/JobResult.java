package dev.scripttrimmer.domain.result;

import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.segment.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a successful run, component by component what clients of the service read.
 *
 * @param message always {@link #MESSAGE}
 * @param chunkFiles names of the recognised chunks' documents, in order of time
 * @param videoSegments the topics
 * @param segmentsJsonPath URL of the document that holds all segments
 * @param s3Urls one per clip: topics first, then interactions, each in order of time
 * @param chapters the topics' starts and titles, the first at 0
 * @param duration length of the video in seconds; empty in results of older versions
 * @param timeline paths of the service to the cuts as editing programs read them; empty in results
 *     of older versions
 * @param waveform path of the service to the loudness of the sound; empty in results of older
 *     versions
 * @param archive path of the service to everything as one ZIP; empty in results of older versions
 * @param tightened the video without fillers and long silences; empty unless it was asked for
 * @param timings seconds each stage took, waiting for other stages included
 */
public record JobResult(
    String message,
    String s3Url,
    List<String> chunkFiles,
    int totalChunks,
    List<Segment> videoSegments,
    int totalVideoSegments,
    List<Segment> interactionSegments,
    int totalInteractionSegments,
    String segmentsJsonPath,
    List<ClipLink> s3Urls,
    TranscriptLinks transcript,
    List<Chapter> chapters,
    OptionalDouble duration,
    Optional<TimelineLinks> timeline,
    Optional<String> waveform,
    Optional<String> archive,
    Optional<TightenedVideo> tightened,
    Map<Stage, Double> timings) {

  /** What existing clients expect to read. */
  public static final String MESSAGE = "Video processed successfully";

  public JobResult {
    chunkFiles = List.copyOf(chunkFiles);
    videoSegments = List.copyOf(videoSegments);
    interactionSegments = List.copyOf(interactionSegments);
    s3Urls = List.copyOf(s3Urls);
    chapters = List.copyOf(chapters);
    timings = Map.copyOf(timings);
  }

  /** The same without what makes it long: the counts and links stay. */
  public JobResult withoutLists() {
    return new JobResult(
        message,
        s3Url,
        List.of(),
        totalChunks,
        List.of(),
        totalVideoSegments,
        List.of(),
        totalInteractionSegments,
        segmentsJsonPath,
        List.of(),
        transcript,
        List.of(),
        duration,
        timeline,
        waveform,
        archive,
        tightened.map(TightenedVideo::withoutList),
        timings);
  }

  /**
   * @param start seconds
   */
  public record Chapter(double start, String title) {}

  /** URLs of the transcript's three forms. */
  public record TranscriptLinks(String json, String srt, String vtt) {}

  /**
   * @param edl an edit decision list, CMX 3600
   * @param otio an OpenTimelineIO document
   */
  public record TimelineLinks(String edl, String otio) {}
}

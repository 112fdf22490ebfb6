package dev.scripttrimmer.pipeline.timeline;

import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.SegmentKind;
import dev.scripttrimmer.domain.segment.Segmentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cuts as an <a href="https://opentimelineio.readthedocs.io/en/stable/">OpenTimelineIO</a>
 * document: each segment at its place in the video, topics and interactions on tracks of their own.
 * Segments that overlap go to a further track.
 */
public final class OpenTimeline {
  private final Source source;
  private final FrameTime time;

  private OpenTimeline(Source source) {
    this.source = source;
    this.time = source.time();
  }

  /** The document, for a JSON writer. */
  public static Map<String, Object> of(Source source, Segmentation segments) {
    return new OpenTimeline(source).timeline(segments);
  }

  private Map<String, Object> timeline(Segmentation segments) {
    List<Object> tracks = new ArrayList<>();
    tracks.addAll(tracks("Topics", segments.topics()));
    tracks.addAll(tracks("Interactions", segments.interactions()));
    Map<String, Object> stack = item("Stack.1", "tracks");
    stack.put("children", tracks);
    Map<String, Object> timeline = object("Timeline.1");
    timeline.put("name", Source.oneLine(source.filename()));
    timeline.put("metadata", Map.of());
    timeline.put("global_start_time", time(0));
    timeline.put("tracks", stack);
    return timeline;
  }

  private List<Object> tracks(String name, List<Segment> segments) {
    List<Object> tracks = new ArrayList<>();
    List<Segment> rest = segments;
    while (!rest.isEmpty()) {
      List<Segment> overlapping = new ArrayList<>();
      String number = tracks.isEmpty() ? "" : " " + (tracks.size() + 1);
      tracks.add(track(name + number, rest, overlapping));
      rest = overlapping;
    }
    return tracks;
  }

  /**
   * @param overlapping takes what finds no place
   */
  private Map<String, Object> track(
      String name, List<Segment> segments, List<Segment> overlapping) {
    List<Object> children = new ArrayList<>();
    long end = 0;
    for (Segment segment : segments) {
      long from = time.frame(segment.span().start());
      if (from < end) {
        overlapping.add(segment);
        continue;
      }
      if (from > end) {
        Map<String, Object> gap = item("Gap.1", "");
        gap.put("source_range", range(0, from - end));
        children.add(gap);
      }
      end = time.frame(segment.span().end());
      children.add(clip(segment, from, end));
    }
    Map<String, Object> track = item("Track.1", name);
    track.put("kind", "Video");
    track.put("children", children);
    return track;
  }

  private Map<String, Object> clip(Segment segment, long from, long to) {
    Map<String, Object> media = object("ExternalReference.1");
    media.put("name", Source.oneLine(source.filename()));
    media.put("metadata", Map.of());
    media.put("target_url", source.filename());
    media.put("available_range", range(0, time.frame(source.duration())));
    Map<String, Object> clip = item("Clip.1", Source.oneLine(segment.title()));
    clip.put("source_range", range(from, to - from));
    clip.put("media_reference", media);
    clip.put("metadata", Map.of("script_trimmer", metadata(segment)));
    return clip;
  }

  private static Map<String, Object> metadata(Segment segment) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("segment_type", segment.kind() == SegmentKind.TOPIC ? "topic" : "interaction");
    metadata.put("summary", segment.summary());
    metadata.put("keywords", segment.keywords());
    return metadata;
  }

  private static Map<String, Object> item(String schema, String name) {
    Map<String, Object> item = object(schema);
    item.put("name", name);
    item.put("metadata", Map.of());
    item.put("effects", List.of());
    item.put("markers", List.of());
    return item;
  }

  private Map<String, Object> range(long start, long length) {
    Map<String, Object> range = object("TimeRange.1");
    range.put("start_time", time(start));
    range.put("duration", time(length));
    return range;
  }

  private Map<String, Object> time(long frames) {
    Map<String, Object> value = object("RationalTime.1");
    value.put("rate", time.rate());
    value.put("value", (double) frames);
    return value;
  }

  private static Map<String, Object> object(String schema) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("OTIO_SCHEMA", schema);
    return object;
  }
}

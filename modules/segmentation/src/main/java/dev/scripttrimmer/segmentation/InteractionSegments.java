package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.segment.InteractionType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes segments of the exchanges: their spans, titles and summaries. */
final class InteractionSegments {
  private static final String METHOD = "cue-rules";

  private final LectureText text;
  private final SegmentationConfig config;
  private final PartNames names;

  InteractionSegments(LectureText text, SegmentationConfig config, PartNames names) {
    this.text = text;
    this.config = config;
    this.names = names;
  }

  /**
   * @param topics every exchange lies within the lines of one of them
   */
  List<Segment> of(List<Exchange> exchanges, List<Segment> topics, int[] starts) {
    List<Segment> segments = new ArrayList<>();
    int topic = 0;
    for (int i = 0; i < exchanges.size(); i++) {
      Exchange exchange = exchanges.get(i);
      while (topic + 1 < starts.length && starts[topic + 1] <= exchange.first()) {
        topic++;
      }
      TimeSpan room = topics.get(topic).span();
      double from = segments.isEmpty() ? 0 : segments.get(i - 1).span().end();
      double to =
          i + 1 < exchanges.size() ? text.cutBefore(exchanges.get(i + 1).first()) : room.end();
      room = new TimeSpan(Math.max(room.start(), from), Math.min(room.end(), Math.max(from, to)));
      segments.add(segment(segments.size(), exchange, span(exchange, room), topics.get(topic)));
    }
    return segments;
  }

  private TimeSpan span(Exchange exchange, TimeSpan room) {
    int after = exchange.last() + 1;
    double start = Math.max(room.start(), text.cutBefore(exchange.first()));
    double end = after < text.size() ? text.cutBefore(after) : room.end();
    double min = Seconds.of(config.minInteraction());
    if (end - start < min) {
      end = start + min;
    }
    end = Math.min(end, room.end());
    if (end - start < min) {
      start = Math.max(room.start(), end - min);
    }
    return new TimeSpan(start, Math.min(end, start + Seconds.of(config.maxInteraction())));
  }

  private Segment segment(int index, Exchange exchange, TimeSpan span, Segment topic) {
    List<Line> lines = text.lines().subList(exchange.first(), exchange.last() + 1);
    InteractionType type = exchange.type();
    TermWeights weights = TermWeights.of(lines, text);
    List<Line> questions = exchange.questions().stream().map(text::line).toList();
    String subject =
        names
            .subject(questions, TermWeights.of(questions, text))
            .or(() -> names.subject(lines, weights))
            .orElse(topic.title());
    return new Segment(
        index,
        SegmentKind.INTERACTION,
        Optional.of(type),
        span,
        names.unique(type.label() + ": " + subject),
        names.keywords(lines, weights),
        Summary.of(lines, weights),
        exchange.confidence(),
        METHOD);
  }
}

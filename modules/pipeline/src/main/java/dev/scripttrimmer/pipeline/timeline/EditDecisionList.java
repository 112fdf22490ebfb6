package dev.scripttrimmer.pipeline.timeline;

import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmentation;
import java.util.List;

/**
 * An edit decision list in the form of CMX 3600: the topics one after the other, or the
 * interactions where there are no topics; interactions within topics are locators.
 */
public final class EditDecisionList {
  /** What the numbers of events have room for. */
  private static final int MAX_EVENTS = 999;

  private EditDecisionList() {}

  /** The list, in UTF-8, with the line ends that old programs want. */
  public static String write(Source source, Segmentation segments) {
    FrameTime time = source.time();
    List<Segment> events =
        segments.topics().isEmpty() ? segments.interactions() : segments.topics();
    StringBuilder out = new StringBuilder();
    line(out, "TITLE: " + Source.oneLine(source.filename()));
    line(out, "FCM: NON-DROP FRAME");
    long recorded = 0;
    for (int i = 0; i < Math.min(MAX_EVENTS, events.size()); i++) {
      Segment event = events.get(i);
      long in = time.frame(event.span().start());
      long length = time.frame(event.span().end()) - in;
      line(out, "");
      line(
          out,
          "%03d  AX       AA/V  C        %s %s %s %s"
              .formatted(
                  i + 1,
                  time.timeCode(in),
                  time.timeCode(in + length),
                  time.timeCode(recorded),
                  time.timeCode(recorded + length)));
      line(out, "* FROM CLIP NAME: " + Source.oneLine(source.filename()));
      line(out, "* COMMENT: " + Source.oneLine(event.title()));
      if (events == segments.topics()) {
        locate(out, time, event, in - recorded, segments.interactions());
      }
      recorded += length;
    }
    return out.toString();
  }

  private static void locate(
      StringBuilder out,
      FrameTime time,
      Segment event,
      long sourceAhead,
      List<Segment> interactions) {
    for (Segment interaction : interactions) {
      if (event.span().contains(interaction.span().start())) {
        line(
            out,
            "* LOC: %s GREEN   %s"
                .formatted(
                    time.timeCode(time.frame(interaction.span().start()) - sourceAhead),
                    Source.oneLine(interaction.title())));
      }
    }
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append("\r\n");
  }
}

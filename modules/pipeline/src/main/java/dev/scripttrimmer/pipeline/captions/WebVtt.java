package dev.scripttrimmer.pipeline.captions;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.List;

/** Writes WebVTT files ({@code .vtt}), <a href="https://www.w3.org/TR/webvtt1/">W3C</a>. */
public final class WebVtt {
  private static final String HEADER = "WEBVTT\n\n";

  private WebVtt() {}

  /** Captions, for a track of the kind {@code captions} or {@code subtitles}; UTF-8. */
  public static String write(List<Caption> captions) {
    StringBuilder out = new StringBuilder(HEADER);
    for (Caption caption : captions) {
      timing(out, caption.span());
      caption.lines().forEach(line -> out.append(escape(line)).append('\n'));
      out.append('\n');
    }
    return out.toString();
  }

  /** Chapters, for a track of the kind {@code chapters}; UTF-8. */
  public static String write(Chapters chapters) {
    StringBuilder out = new StringBuilder(HEADER);
    int number = 1;
    for (Chapters.Entry entry : chapters.entries()) {
      out.append(number++).append('\n');
      timing(out, entry.span());
      out.append(escape(entry.title())).append("\n\n");
    }
    return out.toString();
  }

  private static void timing(StringBuilder out, TimeSpan span) {
    out.append(TimeCode.millis(span.start(), '.'))
        .append(" --> ")
        .append(TimeCode.millis(span.end(), '.'))
        .append('\n');
  }

  /** Also keeps {@code -->}, which would end a cue's text, from standing there as it is. */
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

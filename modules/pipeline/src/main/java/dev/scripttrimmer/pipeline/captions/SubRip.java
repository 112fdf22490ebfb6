package dev.scripttrimmer.pipeline.captions;

import java.util.List;

/** Writes SubRip files ({@code .srt}). */
public final class SubRip {
  private SubRip() {}

  /** The file's text; to be stored as UTF-8. */
  public static String write(List<Caption> captions) {
    StringBuilder out = new StringBuilder();
    int number = 1;
    for (Caption caption : captions) {
      out.append(number++).append('\n');
      out.append(TimeCode.millis(caption.span().start(), ','))
          .append(" --> ")
          .append(TimeCode.millis(caption.span().end(), ','))
          .append('\n');
      caption.lines().forEach(line -> out.append(line).append('\n'));
      out.append('\n');
    }
    return out.toString();
  }
}

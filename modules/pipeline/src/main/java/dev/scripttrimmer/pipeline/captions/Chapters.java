package dev.scripttrimmer.pipeline.captions;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.result.JobResult.Chapter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chapters of a video as text for people and for ffmpeg. */
public final class Chapters {
  private final List<Entry> entries;

  private Chapters(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * @param span up to where the next begins, or the video ends
   * @param title one line
   */
  record Entry(TimeSpan span, String title) {}

  /**
   * @param chapters in any order; one that would last no millisecond is left out
   * @param duration of the video in seconds
   */
  public static Chapters of(List<Chapter> chapters, double duration) {
    List<Chapter> sorted =
        chapters.stream()
            .filter(c -> c.start() < duration)
            .sorted(Comparator.comparingDouble(Chapter::start))
            .toList();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Chapter chapter = sorted.get(i);
      double end = i + 1 < sorted.size() ? sorted.get(i + 1).start() : duration;
      if (TimeCode.toMillis(end) > TimeCode.toMillis(chapter.start())) {
        entries.add(new Entry(new TimeSpan(chapter.start(), end), oneLine(chapter.title())));
      }
    }
    return new Chapters(List.copyOf(entries));
  }

  List<Entry> entries() {
    return entries;
  }

  /**
   * One line per chapter, as YouTube reads them in a video's description: {@code 0:00 Title}. It
   * takes them as chapters when they are three or more, the first at 0:00, and none shorter than 10
   * s.
   */
  public String description() {
    StringBuilder out = new StringBuilder();
    for (Entry entry : entries) {
      out.append(TimeCode.brief(entry.span().start()))
          .append(' ')
          .append(entry.title())
          .append('\n');
    }
    return out.toString();
  }

  /**
   * A metadata file for ffmpeg's <a
   * href="https://ffmpeg.org/ffmpeg-formats.html#Metadata-2">ffmetadata</a> demuxer, in UTF-8.
   */
  public String ffmetadata() {
    StringBuilder out = new StringBuilder(";FFMETADATA1\n");
    for (Entry entry : entries) {
      out.append("[CHAPTER]\nTIMEBASE=1/1000\n");
      out.append("START=").append(TimeCode.toMillis(entry.span().start())).append('\n');
      out.append("END=").append(TimeCode.toMillis(entry.span().end())).append('\n');
      out.append("title=").append(entry.title().replaceAll("[=;#\\\\]", "\\\\$0")).append('\n');
    }
    return out.toString();
  }

  private static String oneLine(String title) {
    return title.replaceAll("\\s+", " ").strip();
  }
}

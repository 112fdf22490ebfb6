package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which moments of a video stay, as expressions of ffmpeg's filters: decisions that halve what is
 * left, so that a picture costs a few comparisons however many stretches there are.
 */
final class KeptTime {
  /** What stretches begin and end on: one frame of sound, see {@link FfmpegVideoJoiner}. */
  static final double GRID = 0.01;

  private final List<TimeSpan> spans;

  private KeptTime(List<TimeSpan> spans) {
    this.spans = spans;
  }

  /** Rounded to the grid; stretches that meet there become one. */
  static KeptTime of(List<TimeSpan> keep) {
    List<TimeSpan> rounded = new ArrayList<>();
    for (TimeSpan span : keep) {
      double start = Math.round(span.start() / GRID) * GRID;
      double end = Math.round(span.end() / GRID) * GRID;
      int last = rounded.size() - 1;
      if (last >= 0 && start - rounded.get(last).end() < GRID / 2) {
        rounded.set(last, new TimeSpan(rounded.get(last).start(), end));
      } else if (end - start > GRID / 2) {
        rounded.add(new TimeSpan(start, end));
      }
    }
    return new KeptTime(rounded);
  }

  double length() {
    return spans.stream().mapToDouble(TimeSpan::length).sum();
  }

  /** 1 while the time {@code variable} is within a stretch, else 0. */
  String selected(String variable) {
    List<Double> borders = new ArrayList<>();
    List<String> values = new ArrayList<>(List.of("0"));
    for (TimeSpan span : spans) {
      borders.add(span.start());
      values.add("1");
      borders.add(span.end());
      values.add("0");
    }
    return step(variable, borders, values, 0, values.size());
  }

  /** The seconds left out before a time within a stretch. */
  String removed(String variable) {
    List<Double> borders = new ArrayList<>();
    List<String> values = new ArrayList<>();
    double kept = 0;
    for (TimeSpan span : spans) {
      if (!values.isEmpty()) {
        borders.add(span.start());
      }
      values.add(seconds(span.start() - kept));
      kept += span.length();
    }
    return step(variable, borders, values, 0, values.size());
  }

  /** Value {@code i} holds from border {@code i - 1} to border {@code i}. */
  private static String step(
      String variable, List<Double> borders, List<String> values, int from, int to) {
    if (to - from == 1) {
      return values.get(from);
    }
    int middle = (from + to) >>> 1;
    // Half a grid early: times are not exact, and a picture or frame of sound belongs to one side.
    return "if(lt(%s,%s),%s,%s)"
        .formatted(
            variable,
            seconds(borders.get(middle - 1) - GRID / 10),
            step(variable, borders, values, from, middle),
            step(variable, borders, values, middle, to));
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}

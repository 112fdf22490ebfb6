package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.ClipCutter.Clip;
import dev.scripttrimmer.domain.media.ClipCutter.ClipOrder;
import dev.scripttrimmer.domain.media.ClipCutter.CutListener;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.ffmpeg.media.ClipReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts a test video and compares the clips with what a player shows of the video itself. */
final class Cuts {
  /** Tones this close to a border may be cut in two. */
  private static final double MARGIN = 0.12;

  private Cuts() {}

  /**
   * Cuts at picture numbers.
   *
   * @param source what a player shows of {@code video}
   * @param borders first and one past the last picture of each clip
   */
  static List<Clip> cut(
      FfmpegMedia media, Path video, ClipReport source, Path folder, List<int[]> borders) {
    MediaInfo info = media.probe().probe(video, new Cancellation());
    List<ClipOrder> orders = new ArrayList<>();
    for (int[] border : borders) {
      Path target = folder.resolve("clip " + border[0] + " " + border[1] + ".mp4");
      orders.add(
          new ClipOrder(new TimeSpan(source.second(border[0]), source.second(border[1])), target));
    }
    Recorder recorder = new Recorder();
    media.cutter().cut(video, info, orders, recorder, new Cancellation());
    assertThat(recorder.fraction).isCloseTo(1, within(1e-6));
    assertThat(folder).isDirectoryNotContaining("glob:**/.cut-*");
    return recorder.clips;
  }

  /** Every picture of the span, none twice, each at its time, and the sound with it. */
  static void assertShows(Clip clip, ClipReport source, int start, int end) {
    assertShows(clip, source, start, end, 0.01);
  }

  /**
   * @param soundTolerance seconds that the sound may be early or late
   */
  static void assertShows(Clip clip, ClipReport source, int start, int end, double soundTolerance) {
    ClipReport report = ClipReport.of(clip.file());
    assertThat(report.pictures())
        .as("pictures %d to %d", start, end)
        .containsExactlyElementsOf(source.pictures().subList(start, end));
    double from = source.second(start);
    double to = source.second(end);
    for (int i = 0; i < end - start; i++) {
      assertThat(report.times().get(i)).isCloseTo(source.second(start + i) - from, within(0.0015));
    }
    List<Double> expected = inside(shifted(source.tones(), -from), to - from);
    List<Double> heard = inside(report.tones(), to - from);
    assertThat(heard).as("tones from %f to %f", from, to).hasSameSizeAs(expected);
    for (int i = 0; i < heard.size(); i++) {
      assertThat(heard.get(i)).isCloseTo(expected.get(i), within(soundTolerance));
    }
    assertThat(clip.span().start()).isCloseTo(from, within(0.002));
    assertThat(clip.span().end()).isCloseTo(to, within(0.07));
    assertThat(clip.file()).hasSize(clip.size());
  }

  /** A decoder that is given nothing but the file's own header shows the same pictures. */
  static void assertPlaysStrictly(Clip clip, ClipReport source, int start, int end) {
    assertThat(ClipReport.bareStream(clip.file()))
        .containsExactlyElementsOf(source.pictures().subList(start, end));
  }

  static List<Integer> numbers(int start, int end) {
    return IntStream.range(start, end).boxed().toList();
  }

  private static List<Double> shifted(List<Double> seconds, double by) {
    return seconds.stream().map(s -> s + by).toList();
  }

  private static List<Double> inside(List<Double> seconds, double length) {
    return seconds.stream().filter(s -> s > MARGIN && s < length - MARGIN).toList();
  }

  private static final class Recorder implements CutListener {
    private final List<Clip> clips = new ArrayList<>();
    private double fraction;

    @Override
    public void progressed(double reached) {
      assertThat(reached).isBetween(fraction, 1.0);
      fraction = reached;
    }

    @Override
    public void finished(int order, Clip clip) {
      assertThat(order).isEqualTo(clips.size());
      clips.add(clip);
    }
  }
}

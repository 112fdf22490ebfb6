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
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import dev.scripttrimmer.ffmpeg.media.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every picture of a cut, none twice, each at its time, and the sound with it. */
class ExactCutTest {
  private static final int GOP = 48;
  private static final double MARGIN = 0.12;

  private static FfmpegMedia media;

  @TempDir Path folder;

  @BeforeAll
  static void findTools() {
    media = new FfmpegMedia(FfmpegConfig.defaults(Tool.CACHE));
  }

  @AfterAll
  static void close() {
    media.close();
  }

  /**
   * @param name tells the container
   */
  private record Source(String name, TestVideo video, List<String> options) {
    @Override
    public String toString() {
      return name + " at " + video.rate();
    }
  }

  static Stream<Source> sources() {
    return Stream.of(
        new Source("plain.mp4", TestVideo.h264("30", 8, GOP), List.of()),
        new Source(
            "fast start.mp4",
            TestVideo.h264("24000/1001", 8, GOP),
            List.of("-movflags", "+faststart")),
        new Source("plain.mov", TestVideo.h264("25", 8, GOP), List.of()),
        new Source("plain.mkv", TestVideo.h264("30000/1001", 8, GOP), List.of()),
        new Source("fast.mp4", TestVideo.h264("60", 6, GOP), List.of()),
        new Source(
            "fragmented.mp4",
            TestVideo.h264("30", 8, GOP),
            List.of("-movflags", "+frag_keyframe+delay_moov")),
        new Source(
            "baseline.mp4",
            TestVideo.h264("30", 8, GOP).video("-profile:v", "baseline", "-bf", "0"),
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void showsExactlyThePicturesOfItsSpan(Source source) {
    TestVideo video = source.video();
    Path file = source.video().writeTo(folder.resolve(source.name()), options(source));
    int pictures = (int) Math.round(video.seconds() * video.perSecond());
    List<int[]> cuts =
        List.of(
            new int[] {0, pictures},
            new int[] {GOP, 3 * GOP},
            new int[] {GOP - 1, 2 * GOP + 1},
            new int[] {GOP + 1, 3 * GOP - 1},
            new int[] {17, 130},
            new int[] {60, 70},
            new int[] {100, pictures});

    List<Clip> clips = cut(media, file, video, cuts);

    for (int i = 0; i < cuts.size(); i++) {
      assertShows(clips.get(i), video, cuts.get(i)[0], cuts.get(i)[1]);
    }
  }

  private static String[] options(Source source) {
    return source.options().toArray(String[]::new);
  }

  private List<Clip> cut(FfmpegMedia with, Path file, TestVideo video, List<int[]> cuts) {
    MediaInfo info = with.probe().probe(file, new Cancellation());
    List<ClipOrder> orders = new ArrayList<>();
    for (int[] cut : cuts) {
      TimeSpan span = new TimeSpan(video.second(cut[0]), video.second(cut[1]));
      orders.add(new ClipOrder(span, folder.resolve("clip " + cut[0] + " " + cut[1] + ".mp4")));
    }
    List<Clip> clips = new ArrayList<>();
    with.cutter()
        .cut(
            file,
            info,
            orders,
            new CutListener() {
              @Override
              public void progressed(double fraction) {
                assertThat(fraction).isBetween(0.0, 1.0);
              }

              @Override
              public void finished(int order, Clip clip) {
                assertThat(order).isEqualTo(clips.size());
                clips.add(clip);
              }
            },
            new Cancellation());
    return clips;
  }

  private static void assertShows(Clip clip, TestVideo video, int start, int end) {
    ClipReport report = ClipReport.of(clip.file());
    List<Integer> expected = IntStream.range(start, end).boxed().toList();
    assertThat(report.pictures())
        .as("pictures %d to %d", start, end)
        .containsExactlyElementsOf(expected);
    assertThat(ClipReport.bareStream(clip.file())).isEqualTo(expected);
    assertThat(report.times()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(report.times().get(i)).isCloseTo(video.second(i), within(0.0015));
    }
    double from = video.second(start);
    double to = video.second(end);
    List<Double> tones =
        IntStream.iterate((int) Math.ceil(from), s -> s < to - MARGIN, s -> s + 1)
            .mapToObj(s -> s - from)
            .filter(s -> s > MARGIN)
            .toList();
    // A cut within a tone, or close to one, leaves a rest of it.
    List<Double> heard =
        report.tones().stream().filter(s -> s > MARGIN && s < to - from - MARGIN).toList();
    assertThat(heard).as("tones from %f to %f", from, to).hasSameSizeAs(tones);
    for (int i = 0; i < tones.size(); i++) {
      assertThat(heard.get(i)).isCloseTo(tones.get(i), within(0.005));
    }
    assertThat(clip.span().start()).isCloseTo(from, within(0.002));
    assertThat(clip.span().end()).isCloseTo(to, within(0.045));
    assertThat(clip.file()).hasSize(clip.size());
  }
}

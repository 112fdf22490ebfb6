package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.media.ClipCutter.Clip;
import dev.scripttrimmer.ffmpeg.media.ClipReport;
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources whose pictures can be copied: only the borders of a clip are encoded. */
@ExtendWith(SharedMedia.class)
class ExactCutTest {
  private static final int GOP = 48;
  private static final int PICTURES = 200;

  private final FfmpegMedia media;

  @TempDir Path folder;

  ExactCutTest(FfmpegMedia media) {
    this.media = media;
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

  private static Source source(String name, String rate, List<String> video, String... options) {
    return new Source(
        name,
        TestVideo.h264(rate, PICTURES, GOP).video(video.toArray(String[]::new)),
        List.of(options));
  }

  static Stream<Source> sources() {
    return Stream.of(
        source("plain.mp4", "30", List.of()),
        source("fast start.mp4", "24000/1001", List.of(), "-movflags", "+faststart"),
        source("plain.mov", "25", List.of()),
        source("plain.mkv", "30000/1001", List.of()),
        source("film.mkv", "24000/1001", List.of()),
        source("fluid.mp4", "60", List.of()),
        source("fluid.mov", "60000/1001", List.of("-g", "12")),
        source("short.mkv", "50", List.of("-g", "5", "-bf", "2")),
        source("keyframes only.mp4", "25", List.of("-g", "1")),
        source("fragmented.mp4", "30", List.of(), "-movflags", "+frag_keyframe+delay_moov"),
        // Without edit lists pictures start late, by the delay of the B-frames.
        source("late pictures.mp4", "30", List.of(), "-use_editlist", "0"),
        source("baseline.mp4", "30", List.of("-profile:v", "baseline", "-bf", "0")),
        source("deep.mp4", "30", List.of("-bf", "8", "-x264-params", "b-pyramid=normal:ref=6")),
        source("full range.mp4", "30", List.of("-pix_fmt", "yuvj420p")));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void showsExactlyThePicturesOfItsSpan(Source source) {
    Path video =
        source
            .video()
            .writeTo(folder.resolve(source.name()), source.options().toArray(String[]::new));
    ClipReport shown = ClipReport.of(video);
    assertThat(shown.pictures()).isEqualTo(Cuts.numbers(0, PICTURES));
    List<int[]> borders =
        List.of(
            new int[] {0, PICTURES},
            new int[] {GOP, 3 * GOP},
            new int[] {GOP - 1, 2 * GOP + 1},
            new int[] {GOP + 1, 3 * GOP - 1},
            new int[] {17, 130},
            new int[] {60, 70},
            new int[] {PICTURES - 1, PICTURES});

    List<Clip> clips = Cuts.cut(media, video, shown, folder, borders);

    for (int i = 0; i < borders.size(); i++) {
      Cuts.assertShows(clips.get(i), shown, borders.get(i)[0], borders.get(i)[1]);
      Cuts.assertPlaysStrictly(clips.get(i), shown, borders.get(i)[0], borders.get(i)[1]);
    }
  }
}

package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.media.ClipCutter.Clip;
import dev.scripttrimmer.ffmpeg.media.ClipReport;
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import dev.scripttrimmer.ffmpeg.media.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources whose pictures cannot be copied are found out and cut just as exactly. */
@ExtendWith(SharedMedia.class)
class FullEncodeTest {
  private static final int PICTURES = 100;
  private static final List<int[]> BORDERS =
      List.of(new int[] {0, 30}, new int[] {29, 77}, new int[] {61, 99});

  private final FfmpegMedia media;

  @TempDir Path folder;

  FullEncodeTest(FfmpegMedia media) {
    this.media = media;
  }

  /**
   * @param name tells the container
   */
  private record Source(String name, TestVideo video) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Source> sources() {
    TestVideo plain = TestVideo.h264("30", PICTURES, 24);
    return Stream.of(
        new Source("open.mp4", plain.video("-x264-params", "open-gop=1")),
        new Source("single gop.mp4", plain.video("-g", "1000")),
        new Source("refresh.mp4", plain.video("-bf", "0", "-x264-params", "intra-refresh=1")),
        new Source("ten bit.mp4", plain.video("-pix_fmt", "yuv420p10le")),
        new Source("interlaced.mp4", plain.video("-x264-params", "tff=1")),
        new Source(
            "changing rate.mp4",
            plain.video(
                "-vf", "setpts=if(lt(N\\,40)\\,N\\,2*N-40)/30/TB", "-fps_mode", "passthrough")),
        new Source("plain.ts", plain),
        new Source("plain.flv", plain),
        new Source("hevc.mp4", plain.coded("libx265", "-preset", "ultrafast", "-g", "24")),
        new Source(
            "vp9.webm",
            plain.coded("libvpx-vp9", "-cpu-used", "8", "-g", "24").audio("-c:a", "libopus")),
        new Source("mpeg4.avi", plain.coded("mpeg4", "-q:v", "3").audio("-c:a", "libmp3lame")));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void showsExactlyThePicturesOfItsSpan(Source source) {
    assertExact(source.video().writeTo(folder.resolve(source.name())));
  }

  @Test
  void followsParametersThatChangeOnTheWay() throws IOException {
    TestVideo one = TestVideo.h264("30", 50, 24);
    Path first = one.writeTo(folder.resolve("1.ts"));
    Path second =
        one.video("-x264-params", "ref=5:cabac=0:8x8dct=0")
            .writeTo(folder.resolve("2.ts"), "-output_ts_offset", "1.7");
    Path both = folder.resolve("both.ts");
    try (OutputStream out = Files.newOutputStream(both)) {
      Files.copy(first, out);
      Files.copy(second, out);
    }
    Path video = folder.resolve("changing parameters.mp4");
    Tool.ffmpeg("-i", both.toString(), "-c", "copy", video.toString());
    ClipReport shown = ClipReport.of(video);

    List<Clip> clips =
        Cuts.cut(media, video, shown, folder, List.of(new int[] {20, 90}, new int[] {60, 90}));

    Cuts.assertShows(clips.get(0), shown, 20, 90, 1 / 30.0);
    Cuts.assertShows(clips.get(1), shown, 60, 90, 1 / 30.0);
  }

  @Test
  void showsTurnedPicturesUpright() {
    Path stored = TestVideo.h264("30", PICTURES, 24).writeTo(folder.resolve("stored.mp4"));
    Path turned = folder.resolve("turned.mp4");
    Tool.ffmpeg(
        "-display_rotation:v:0", "180", "-i", stored.toString(), "-c", "copy", turned.toString());
    ClipReport shown = ClipReport.of(stored);

    List<Clip> clips = Cuts.cut(media, turned, shown, folder, List.of(new int[] {20, 60}));

    assertThat(ClipReport.turnedPictures(clips.get(0).file())).isEqualTo(Cuts.numbers(20, 60));
  }

  private void assertExact(Path video) {
    ClipReport shown = ClipReport.of(video);
    assertThat(shown.pictures()).isEqualTo(Cuts.numbers(0, PICTURES));

    List<Clip> clips = Cuts.cut(media, video, shown, folder, BORDERS);

    for (int i = 0; i < BORDERS.size(); i++) {
      Cuts.assertShows(clips.get(i), shown, BORDERS.get(i)[0], BORDERS.get(i)[1]);
      Cuts.assertPlaysStrictly(clips.get(i), shown, BORDERS.get(i)[0], BORDERS.get(i)[1]);
    }
  }
}

package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.ffmpeg.media.ClipReport;
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedMedia.class)
class JoinTest {
  private static final double PICTURE = 1 / 25.0;
  private final FfmpegMedia media;

  @TempDir Path folder;

  JoinTest(FfmpegMedia media) {
    this.media = media;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mkv", "a.ts"})
  void showsTheKeptPicturesAndPlaysTheirSound(String name) {
    Path video = TestVideo.h264("25", 500, 50).writeTo(folder.resolve(name));
    List<TimeSpan> keep =
        List.of(new TimeSpan(0, 2), new TimeSpan(3.48, 7.04), new TimeSpan(12.6, 20));

    ClipReport joined = ClipReport.of(join(video, keep));

    assertThat(joined.pictures())
        .isEqualTo(
            IntStream.range(0, 500)
                .filter(i -> i < 50 || i >= 87 && i < 176 || i >= 315)
                .boxed()
                .toList());
    assertEvenTimes(joined);
    assertThat(joined.tones()).hasSize(13);
    List<Double> expected =
        List.of(0.0, 1.0, 2.52, 3.52, 4.52, 5.52, 5.96, 6.96, 7.96, 8.96, 9.96, 10.96, 11.96);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(joined.tones().get(i)).isCloseTo(expected.get(i), within(0.03));
    }
  }

  @Test
  void pictureAndSoundStayTogetherOverManyJoins() {
    Path video = TestVideo.h264("25", 1000, 50).writeTo(folder.resolve("many.mp4"));
    List<TimeSpan> keep = new ArrayList<>();
    // Off the pictures' times on purpose: what is rounded must not add up.
    for (int i = 0; i < 160; i++) {
      keep.add(new TimeSpan(i * 0.25, i * 0.25 + 0.15));
    }

    ClipReport joined = ClipReport.of(join(video, keep));

    assertThat(joined.times().get(joined.times().size() - 1)).isCloseTo(24, within(2 * PICTURE));
    assertThat(joined.tones()).hasSize(40);
    for (int second = 0; second < 40; second++) {
      // Four stretches of 0.15 s are kept of each second, which begins with a tone.
      assertThat(joined.tones().get(second)).isCloseTo(second * 0.6, within(0.03));
    }
  }

  @Test
  void whatIsCancelledEnds() {
    Path video = TestVideo.h264("25", 50, 25).writeTo(folder.resolve("short.mp4"));
    Cancellation cancelled = new Cancellation();
    MediaInfo info = media.probe().probe(video, cancelled);
    cancelled.cancel(Failure.of(ErrorCode.CANCELLED, "No longer wanted."));

    assertThatThrownBy(
            () ->
                media
                    .joiner()
                    .join(
                        video,
                        info,
                        List.of(new TimeSpan(0, 1)),
                        folder.resolve("never.mp4"),
                        fraction -> {},
                        cancelled))
        .isInstanceOf(TrimException.class)
        .extracting(e -> ((TrimException) e).code())
        .isEqualTo(ErrorCode.CANCELLED);
  }

  private Path join(Path video, List<TimeSpan> keep) {
    Cancellation never = new Cancellation();
    MediaInfo info = media.probe().probe(video, never);
    List<Double> fractions = new ArrayList<>();
    Path target = folder.resolve("joined.mp4");
    assertThat(media.joiner().join(video, info, keep, target, fractions::add, never).size())
        .isPositive();
    assertThat(fractions).isSorted().allMatch(fraction -> fraction > 0 && fraction <= 1);
    return target;
  }

  private static void assertEvenTimes(ClipReport clip) {
    double first = clip.times().get(0);
    // Containers without edit lists start with the coder's own delay, 21 ms.
    assertThat(first).isBetween(0.0, 0.025);
    for (int i = 0; i < clip.times().size(); i++) {
      assertThat(clip.times().get(i) - first).isCloseTo(i * PICTURE, within(0.002));
    }
  }
}

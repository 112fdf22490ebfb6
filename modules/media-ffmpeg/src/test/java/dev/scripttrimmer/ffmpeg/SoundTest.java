package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.ffmpeg.media.ClipReport;
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import dev.scripttrimmer.ffmpeg.media.Tool;
import dev.scripttrimmer.ffmpeg.run.MediaLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedMedia.class)
class SoundTest {
  private final FfmpegMedia media;

  @TempDir Path folder;

  SoundTest(FfmpegMedia media) {
    this.media = media;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mov", "a.mkv", "a.ts"})
  void isHeardWhenTheVideoSaysSo(String name) {
    Path video = TestVideo.h264("25", 100, 25).writeTo(folder.resolve(name));

    List<Double> tones = tones(decode(media, video));

    assertThat(tones).hasSize(4);
    for (int second = 0; second < 4; second++) {
      // Containers without edit lists start with the coder's own delay, 21 ms.
      assertThat(tones.get(second)).isCloseTo(second, within(0.025));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"late.mp4", "late.mkv", "late.ts"})
  void startsWithSilenceWhenItComesLate(String name) {
    Path plain = TestVideo.h264("25", 100, 25).writeTo(folder.resolve("plain.mp4"));
    Path late = folder.resolve(name);
    Tool.ffmpeg(
        "-i",
        plain.toString(),
        "-itsoffset",
        "1.5",
        "-i",
        plain.toString(),
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c",
        "copy",
        late.toString());

    List<Double> tones = tones(decode(media, late));

    assertThat(tones).hasSize(4);
    assertThat(tones.get(0)).isCloseTo(1.5, within(0.025));
  }

  @Test
  void isRefusedPastTheLongestDuration() {
    MediaLimits usual = MediaLimits.defaults();
    MediaLimits tight =
        new MediaLimits(
            Duration.ofSeconds(2),
            usual.streams(),
            usual.side(),
            usual.pixels(),
            usual.clipSize(),
            usual.probeTime(),
            usual.workTime(),
            usual.cpuTime(),
            usual.memory());
    Path video = TestVideo.h264("25", 100, 25).writeTo(folder.resolve("a.mp4"));
    MediaInfo info = media.probe().probe(video, new Cancellation());
    try (FfmpegMedia limited =
        new FfmpegMedia(FfmpegConfig.defaults(Tool.CACHE).withLimits(tight))) {
      assertThatThrownBy(() -> limited.probe().probe(video, new Cancellation()))
          .isInstanceOfSatisfying(TrimException.class, SoundTest::isOverLimit);
      try (PcmStream sound = limited.audio().open(video, info, new Cancellation())) {
        assertThatThrownBy(() -> sound.read(new byte[200_000]))
            .isInstanceOfSatisfying(TrimException.class, SoundTest::isOverLimit);
      }
    }
  }

  @Test
  void stopsWhenItsJobIsCancelled() {
    Path video = TestVideo.h264("25", 100, 25).writeTo(folder.resolve("a.mp4"));
    MediaInfo info = media.probe().probe(video, new Cancellation());
    Cancellation cancellation = new Cancellation();
    try (PcmStream sound = media.audio().open(video, info, cancellation)) {
      cancellation.cancel(Failure.of(ErrorCode.CANCELLED, "Somebody cancelled the job."));

      assertThatThrownBy(() -> decode(sound))
          .isInstanceOfSatisfying(
              TrimException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }
  }

  @Test
  void comesWithAPicture() {
    Path video = TestVideo.h264("25", 100, 25).writeTo(folder.resolve("a.mp4"));
    Path picture = folder.resolve("a.jpg");

    media.thumbnails().thumbnail(video, 2.01, picture, new Cancellation());

    assertThat(
            Tool.ffprobe(
                "-show_entries",
                "stream=codec_name,width,height",
                "-of",
                "csv=p=0",
                picture.toString()))
        .containsExactly("mjpeg,320,180");
  }

  private static void isOverLimit(TrimException e) {
    assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_LIMITS_EXCEEDED);
  }

  private static List<Double> tones(byte[] pcm) {
    return ClipReport.onsets(ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static byte[] decode(FfmpegMedia with, Path video) {
    MediaInfo info = with.probe().probe(video, new Cancellation());
    try (PcmStream sound = with.audio().open(video, info, new Cancellation())) {
      return decode(sound);
    }
  }

  private static byte[] decode(PcmStream sound) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[PcmFormat.BYTES_PER_SECOND / 3];
    for (int n = sound.read(buffer); n > 0; n = sound.read(buffer)) {
      all.write(buffer, 0, n);
    }
    return all.toByteArray();
  }
}

package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.ffmpeg.cut.EncoderChoice;
import dev.scripttrimmer.ffmpeg.media.ClipReport;
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import dev.scripttrimmer.ffmpeg.media.Tool;
import dev.scripttrimmer.ffmpeg.process.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graphics card that passes the trial and then encodes nothing: the processor does it all. */
class GraphicsCardTest {
  private static final int PICTURES = 100;

  @TempDir Path folder;
  private Path attempts;
  private FfmpegMedia media;

  /** A program that is ffmpeg, but for the card. */
  @BeforeEach
  void pretendACard() throws IOException {
    Path real = Tool.toolchain().ffmpeg();
    attempts = Files.createFile(folder.resolve("attempts"));
    Path program =
        Files.writeString(
            folder.resolve("ffmpeg"),
            """
            #!/bin/sh
            case " $* " in
              *" -init_hw_device cuda "*) exit 0 ;;
              *" h264_nvenc "*) echo "$*" >>'%s'; echo 'No capable devices found' >&2; exit 1 ;;
            esac
            export LD_LIBRARY_PATH='%s'
            exec '%s' "$@"
            """
                .formatted(attempts, real.getParent(), real));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    FfmpegConfig plain = FfmpegConfig.defaults(Tool.CACHE);
    media = new FfmpegMedia(with(plain, program, EncoderChoice.AUTO));
  }

  private static FfmpegConfig with(FfmpegConfig config, Path program, EncoderChoice encoder) {
    return new FfmpegConfig(
        Optional.of(program),
        Optional.of(Tool.toolchain().ffprobe()),
        config.cache(),
        SandboxMode.OFF,
        config.cutMode(),
        config.quality(),
        encoder,
        config.limits());
  }

  @AfterEach
  void close() {
    media.close();
  }

  @Test
  void clipsAreExactAllTheSame() {
    assertThat(media.onGpu()).as("the trial has found a card").isTrue();
    // Nothing of it can be copied.
    Path video =
        TestVideo.h264("30", PICTURES, 24)
            .video("-pix_fmt", "yuv420p10le")
            .writeTo(folder.resolve("ten bit.mp4"));
    ClipReport shown = ClipReport.of(video);

    Cuts.assertShows(
        Cuts.cut(media, video, shown, folder, List.of(new int[] {29, 77})).get(0), shown, 29, 77);

    assertThat(attempts).content().contains("h264_nvenc");
  }

  @Test
  void joinedVideosAreMadeAllTheSame() {
    Path video = TestVideo.h264("30", PICTURES, 24).writeTo(folder.resolve("plain.mp4"));
    MediaInfo info = media.probe().probe(video, new Cancellation());
    Path joined = folder.resolve("joined.mp4");

    media
        .joiner()
        .join(
            video,
            info,
            List.of(new TimeSpan(0, 1), new TimeSpan(2, 3)),
            joined,
            fraction -> {},
            new Cancellation());

    assertThat(ClipReport.of(joined).pictures()).hasSize(60);
    assertThat(attempts).content().contains("h264_nvenc");
  }

  @Test
  void whoForbidsItIsNotOnIt() {
    try (FfmpegMedia onProcessor =
        new FfmpegMedia(
            with(FfmpegConfig.defaults(Tool.CACHE), folder.resolve("ffmpeg"), EncoderChoice.CPU))) {
      assertThat(onProcessor.onGpu()).isFalse();
    }
  }
}

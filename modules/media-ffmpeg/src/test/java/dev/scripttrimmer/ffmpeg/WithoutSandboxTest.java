package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.ffmpeg.media.ClipReport;
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import dev.scripttrimmer.ffmpeg.media.Tool;
import dev.scripttrimmer.ffmpeg.process.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines without prlimit and bwrap: the same clips and the same codes. */
class WithoutSandboxTest {
  @TempDir Path folder;

  @Test
  void worksTheSame() throws IOException {
    Path video = TestVideo.h264("30", 100, 24).writeTo(folder.resolve("a.mp4"));
    Path list = Files.writeString(folder.resolve("b.mp4"), "ffconcat version 1.0\nfile a.mp4\n");
    ClipReport shown = ClipReport.of(video);
    try (FfmpegMedia media =
        new FfmpegMedia(FfmpegConfig.defaults(Tool.CACHE).withSandbox(SandboxMode.OFF))) {
      media.check();

      assertThat(media.description()).contains("sandbox=none").contains("origin=BUNDLED");
      Cuts.assertShows(
          Cuts.cut(media, video, shown, folder, List.of(new int[] {20, 60})).get(0), shown, 20, 60);
      assertThatThrownBy(() -> media.probe().probe(list, new Cancellation()))
          .isInstanceOfSatisfying(
              TrimException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_A_VIDEO));
    }
  }
}

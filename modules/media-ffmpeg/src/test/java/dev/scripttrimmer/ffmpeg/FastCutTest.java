package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.media.ClipCutter.Clip;
import dev.scripttrimmer.ffmpeg.cut.CutMode;
import dev.scripttrimmer.ffmpeg.media.ClipReport;
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import dev.scripttrimmer.ffmpeg.media.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastCutTest {
  @TempDir Path folder;

  @Test
  void startsAtTheKeyframeBeforeAndKeepsTheSoundInStep() {
    Path video = TestVideo.h264("30", 200, 48).writeTo(folder.resolve("a.mp4"));
    ClipReport shown = ClipReport.of(video);
    try (FfmpegMedia media =
        new FfmpegMedia(FfmpegConfig.defaults(Tool.CACHE).withCutMode(CutMode.FAST))) {
      List<Clip> clips =
          Cuts.cut(media, video, shown, folder, List.of(new int[] {60, 96}, new int[] {144, 200}));

      Cuts.assertShows(clips.get(0), shown, 48, 96);
      Cuts.assertShows(clips.get(1), shown, 144, 200);
      Clip inside = Cuts.cut(media, video, shown, folder, List.of(new int[] {100, 110})).get(0);
      assertThat(ClipReport.of(inside.file()).pictures())
          .startsWith(96)
          .contains(109)
          .isEqualTo(Cuts.numbers(96, 96 + ClipReport.of(inside.file()).pictures().size()));
      assertThat(inside.span().end() - shown.second(110)).isBetween(-0.002, 0.2);
    }
  }
}

package dev.scripttrimmer.ffmpeg.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.ffmpeg.media.TestVideo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes an index has, reading it ends soon, with tracks or with one kind of exception. */
class DamagedIndexTest {
  private static final int TRIALS = 500;

  @TempDir Path folder;

  @Test
  void neverSurprises() throws IOException {
    Path video =
        TestVideo.h264("30", 20, 10).writeTo(folder.resolve("a.mp4"), "-movflags", "+faststart");
    byte[] plain = Files.readAllBytes(video);
    String text = new String(plain, StandardCharsets.ISO_8859_1);
    int start = text.indexOf("moov") + 4;
    int end = text.indexOf("mdat");
    int readable = 0;
    int refused = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      byte[] damaged = plain.clone();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        damaged[start + random.nextInt(end - start)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("damaged.mp4"), damaged);
      try {
        for (Track track : Mp4Index.read(file).tracks()) {
          AvcConfig.of(track).ifPresent(config -> assertThat(config.bytes()).isNotEmpty());
        }
        readable++;
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(readable).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    Path video = TestVideo.h264("30", 20, 10).writeTo(folder.resolve("a.mp4"));

    Mp4Index index = Mp4Index.read(video);

    assertThat(index.cutShort()).isFalse();
    assertThat(index.fragmented()).isFalse();
    assertThat(index.tracks()).extracting(Track::codec).containsExactly("avc1", "mp4a");
    Track track = index.tracks().get(0);
    assertThat(track.samples().count()).isEqualTo(20);
    assertThat(track.samples().isSync(0)).isTrue();
    assertThat(track.samples().isSync(1)).isFalse();
    AvcConfig config = AvcConfig.of(track).orElseThrow();
    assertThat(config.sequences())
        .singleElement()
        .satisfies(s -> assertThat(s.framesOnly()).isTrue())
        .satisfies(s -> assertThat(s.profile()).isEqualTo(100));
    assertThat(config.freeId()).contains(1);
    assertThat(config.join(config)).isPresent();
  }
}

package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.GrowingFile;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.ffmpeg.media.HostileFiles;
import dev.scripttrimmer.ffmpeg.media.TestVideo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound that is heard while its video still arrives. */
@ExtendWith(SharedMedia.class)
@Timeout(120)
class ArrivingSoundTest {
  private static final TrimException LOST =
      new TrimException(ErrorCode.STORAGE_UNAVAILABLE, "The store went away.");

  private final FfmpegMedia media;
  private final Cancellation cancellation = new Cancellation();

  @TempDir Path folder;

  ArrivingSoundTest(FfmpegMedia media) {
    this.media = media;
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, +faststart",
    "a.mov, +faststart",
    "fragments.mp4, frag_keyframe+empty_moov",
    "a.mkv,",
    "a.ts,"
  })
  void startsBeforeTheVideoIsThereAndIsTheSameToTheSample(String name, String flags)
      throws IOException {
    Path video = video(name, flags);
    GrowingFile arriving = arriving(video, 0.6);

    MediaInfo info = media.probe().peek(arriving, cancellation).orElseThrow();
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try (PcmStream sound = media.audio().open(arriving, info, cancellation)) {
      byte[] second = new byte[PcmFormat.BYTES_PER_SECOND];
      assertThat(sound.read(second)).isEqualTo(second.length);
      heard.writeBytes(second);
      arriving.grow(Files.size(video));
      arriving.complete();
      readAll(sound, heard);
    }

    assertThat(heard.toByteArray()).isEqualTo(decoded(video));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mov"})
  void anIndexAtTheEndWillDoOnceTheEndIsThere(String name) throws IOException {
    Path video = video(name, null);
    long size = Files.size(video);
    GrowingFile arriving = arriving(video, 0.4);
    // The index and nothing else: what lies between is missing.
    arriving.growEnd(HostileFiles.contentOf(video, "moov") - 8, size);

    MediaInfo info = media.probe().peek(arriving, cancellation).orElseThrow();
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try (PcmStream sound = media.audio().open(arriving, info, cancellation)) {
      byte[] second = new byte[PcmFormat.BYTES_PER_SECOND];
      assertThat(sound.read(second)).isEqualTo(second.length);
      heard.writeBytes(second);
      arriving.grow(size);
      arriving.complete();
      readAll(sound, heard);
    }

    assertThat(heard.toByteArray()).isEqualTo(decoded(video));
  }

  @Test
  void anEndWithoutAnIndexTellsNothing() throws IOException {
    Path video = video("a.mp4", null);
    long index = HostileFiles.contentOf(video, "moov") - 8;
    byte[] all = Files.readAllBytes(video);
    all[(int) index + 4] = 'x';
    Files.write(video, all);
    GrowingFile arriving = arriving(video, 0.4);
    arriving.growEnd(index, all.length);

    assertThat(media.probe().peek(arriving, cancellation)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a.avi,", "a.flv,"})
  void waitsForAllOfItWhereTheBeginningDoesNotTell(String name, String flags) throws IOException {
    GrowingFile arriving = arriving(video(name, flags), 0.6);

    assertThat(media.probe().peek(arriving, cancellation)).isEmpty();
  }

  @Test
  void aBeginningWithoutSoundOrWithoutSenseTellsNothing() throws IOException {
    Path mute = folder.resolve("mute.mkv");
    TestVideo.h264("25", 100, 25).audio("-an").writeTo(mute);
    Path noise = Files.write(folder.resolve("noise.mkv"), new byte[100_000]);
    Path empty = Files.createFile(folder.resolve("empty.mp4"));

    assertThat(media.probe().peek(whole(mute), cancellation)).isEmpty();
    assertThat(media.probe().peek(whole(noise), cancellation)).isEmpty();
    assertThat(media.probe().peek(whole(empty), cancellation)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mkv"})
  void aVideoThatWasCutShortIsFoundOutAtItsEnd(String name) throws IOException {
    Path video = video(name, "+faststart");
    long half = Files.size(video) / 2;
    GrowingFile arriving = arriving(video, 0.5);
    MediaInfo info = media.probe().peek(arriving, cancellation).orElseThrow();
    byte[] whole = Files.readAllBytes(video);
    Files.write(video, Arrays.copyOf(whole, (int) half));
    arriving.complete();

    try (PcmStream sound = media.audio().open(arriving, info, cancellation)) {
      readAll(sound, new ByteArrayOutputStream());
    } catch (TrimException e) {
      // Where the sound declares its length, it says so itself.
      assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_TRUNCATED);
    }
    assertThatThrownBy(() -> media.probe().probe(video, cancellation))
        .isInstanceOfSatisfying(
            TrimException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_TRUNCATED));
  }

  @Test
  void whatBreaksOffIsNoEnd() throws IOException {
    Path video = video("a.mp4", "+faststart");
    GrowingFile arriving = arriving(video, 0.6);
    MediaInfo info = media.probe().peek(arriving, cancellation).orElseThrow();

    try (PcmStream sound = media.audio().open(arriving, info, cancellation)) {
      assertThat(sound.read(new byte[PcmFormat.BYTES_PER_SECOND])).isPositive();
      arriving.fail(LOST);
      assertThatThrownBy(() -> readAll(sound, new ByteArrayOutputStream()))
          .isInstanceOf(TrimException.class);
    }
    assertThatThrownBy(arriving::awaitEnd).isSameAs(LOST);
    GrowingFile nothing = new GrowingFile(video);
    nothing.fail(LOST);
    assertThatThrownBy(() -> media.probe().peek(nothing, cancellation)).isSameAs(LOST);
  }

  @Test
  void closingStopsAReaderThatWaits() throws IOException {
    Path video = video("a.mp4", "+faststart");
    GrowingFile arriving = arriving(video, 0.6);
    MediaInfo info = media.probe().peek(arriving, cancellation).orElseThrow();

    PcmStream sound = media.audio().open(arriving, info, cancellation);
    assertThat(sound.read(new byte[PcmFormat.BYTES_PER_SECOND])).isPositive();
    sound.close();

    assertThat(sound.read(new byte[2])).isZero();
  }

  private Path video(String name, String flags) {
    String[] options =
        Optional.ofNullable(flags).map(f -> new String[] {"-movflags", f}).orElse(new String[0]);
    return TestVideo.h264("25", 250, 25).writeTo(folder.resolve(name), options);
  }

  private static GrowingFile arriving(Path video, double share) throws IOException {
    GrowingFile arriving = new GrowingFile(video);
    arriving.grow((long) (Files.size(video) * share));
    return arriving;
  }

  private static GrowingFile whole(Path video) throws IOException {
    GrowingFile whole = arriving(video, 1);
    whole.complete();
    return whole;
  }

  private byte[] decoded(Path video) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    MediaInfo info = media.probe().probe(video, cancellation);
    try (PcmStream sound = media.audio().open(video, info, cancellation)) {
      readAll(sound, all);
    }
    return all.toByteArray();
  }

  private static void readAll(PcmStream sound, ByteArrayOutputStream to) {
    byte[] buffer = new byte[10_000];
    for (int n = sound.read(buffer); n > 0; n = sound.read(buffer)) {
      to.write(buffer, 0, n);
    }
  }
}

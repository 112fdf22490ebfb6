package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.ffmpeg.FfmpegConfig;
import dev.scripttrimmer.ffmpeg.FfmpegMedia;
import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Words are where they are said, whatever sound went through: encoders put silence before it (AAC
 * 1024 to 3072 samples), Opus turns it into 48 kHz, and the recogniser wants 16.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class SoundFormatsTest {
  private static final double MEAN_TIME_ERROR = 0.012;
  private static final double WORD_ERROR_RATE = 0.05;
  private static final Path TOOLS = Path.of("target", "ffmpeg").toAbsolutePath();

  private final FfmpegMedia media = new FfmpegMedia(FfmpegConfig.defaults(TOOLS));
  private final FfmpegToolchain tools =
      FfmpegToolchain.find(Optional.empty(), Optional.empty(), TOOLS);
  private VoskTranscriber transcriber;
  private List<Word> direct;

  @TempDir private Path folder;

  @BeforeAll
  void load(@TempDir Path cache) {
    transcriber = new VoskTranscriber(new SpeechModels(cache).demo());
    direct = Speech.transcribe(transcriber, Speech.chunk());
  }

  @AfterAll
  void close() {
    transcriber.close();
    media.close();
  }

  @ParameterizedTest
  @CsvSource({
    "speech.mkv, pcm_s16le, 16000",
    "speech.mkv, pcm_s16le, 44100",
    "speech.mkv, pcm_s24le, 48000",
    "speech.mp4, aac, 16000",
    "speech.mp4, aac, 44100",
    "speech.mp4, aac, 48000",
    "speech.mov, aac, 44100",
    "speech.mkv, aac, 44100",
    "speech.webm, libopus, 48000",
    "speech.mp4, libopus, 48000",
  })
  void movesNoWord(String name, String coder, String rate) throws Exception {
    List<Word> heard = transcribe(encode(name, "-c:a", coder, "-ar", rate));

    assertThat(WordErrors.rate(Speech.text(direct), Speech.text(heard)))
        .isLessThanOrEqualTo(WORD_ERROR_RATE);
    assertThat(meanTimeError(heard)).isLessThanOrEqualTo(MEAN_TIME_ERROR);
  }

  /** So the bar above would notice an encoder's silence that is not taken off again. */
  @Test
  void wouldNoticeAnEncodersSilence() {
    byte[] late = new byte[Speech.pcm().length + PcmFormat.BYTES_PER_SECOND * 6 / 100];
    System.arraycopy(Speech.pcm(), 0, late, late.length - Speech.pcm().length, Speech.pcm().length);

    assertThat(meanTimeError(Speech.transcribe(transcriber, new AudioChunk(0, 0, late))))
        .isGreaterThan(3 * MEAN_TIME_ERROR);
  }

  /** Over the words that both heard: those that stand at the same place. */
  private double meanTimeError(List<Word> heard) {
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < Math.min(heard.size(), direct.size()); i++) {
      if (heard.get(i).text().equals(direct.get(i).text())) {
        errors.add(Math.abs(heard.get(i).span().start() - direct.get(i).span().start()));
      }
    }
    assertThat(errors).hasSizeGreaterThan(direct.size() * 9 / 10);
    return errors.stream().mapToDouble(error -> error).average().orElseThrow();
  }

  private Path encode(String name, String... sound) throws Exception {
    Path samples = Files.write(folder.resolve("speech.pcm"), Speech.pcm());
    Path video = folder.resolve(name);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(tools.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
    command.addAll(List.of("-f", "s16le", "-ar", "16000", "-ac", "1", "-i", samples.toString()));
    command.addAll(List.of("-f", "lavfi", "-i", "color=s=64x36:r=5", "-shortest", "-c:v"));
    command.addAll(
        name.endsWith("webm") ? List.of("libvpx", "-deadline", "realtime") : List.of("libx264"));
    command.addAll(List.of(sound));
    command.add(video.toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("LD_LIBRARY_PATH", tools.ffmpeg().getParent().toString());
    Process process = builder.start();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return video;
  }

  private List<Word> transcribe(Path video) {
    ByteArrayOutputStream pcm = new ByteArrayOutputStream();
    byte[] block = new byte[PcmFormat.BYTES_PER_SECOND];
    try (PcmStream sound =
        media
            .audio()
            .open(video, media.probe().probe(video, new Cancellation()), new Cancellation())) {
      for (int n = sound.read(block); n > 0; n = sound.read(block)) {
        pcm.write(block, 0, n);
      }
    }
    return Speech.transcribe(transcriber, new AudioChunk(0, 0, pcm.toByteArray()));
  }
}

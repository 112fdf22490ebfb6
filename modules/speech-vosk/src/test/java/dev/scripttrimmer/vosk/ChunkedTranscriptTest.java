package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.pipeline.chunk.ChunkLimits;
import dev.scripttrimmer.pipeline.chunk.PauseChunker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words are neither lost nor doubled where sound is cut for the recognisers. */
class ChunkedTranscriptTest {
  private static final double WORDS_THAT_DIFFER = 0.01;
  private static final int TIMES = 4;

  @TempDir Path cache;

  @ParameterizedTest
  @CsvSource({"3, 8, 0", "1, 3, 60", "3, 8, 60"})
  void equalsTheTranscriptOfTheWhole(double first, double shortest, int noise) {
    byte[] pcm = recording(noise);
    List<AudioChunk> chunks = new ArrayList<>();
    PauseChunker chunker = new PauseChunker(new ChunkLimits(first, shortest, 30), chunks::add);
    chunker.accept(pcm, pcm.length);
    chunker.finish();

    try (VoskTranscriber transcriber = new VoskTranscriber(new SpeechModels(cache).demo())) {
      List<Word> whole = Speech.transcribe(transcriber, new AudioChunk(0, 0, pcm));
      List<Word> chunked =
          chunks.stream().flatMap(c -> Speech.transcribe(transcriber, c).stream()).toList();

      assertThat(chunks).hasSizeGreaterThan(TIMES);
      assertThat(whole).hasSizeGreaterThan(TIMES * Speech.truth().size() * 9 / 10);
      assertThat(WordErrors.rate(Speech.text(whole), Speech.text(chunked)))
          .isLessThanOrEqualTo(WORDS_THAT_DIFFER);
      assertThat(chunked).isSortedAccordingTo((a, b) -> a.span().compareTo(b.span()));
    }
  }

  /**
   * The same sentences again and again, never from the same sample on.
   *
   * @param noise standard deviation of what is added to each sample
   */
  private static byte[] recording(int noise) {
    byte[] speech = Speech.pcm();
    Random random = new Random(noise);
    int gap = PcmFormat.SAMPLE_RATE / 7 * PcmFormat.BYTES_PER_SAMPLE;
    byte[] pcm = new byte[TIMES * (speech.length + gap)];
    for (int i = 0; i < TIMES; i++) {
      System.arraycopy(speech, 0, pcm, i * (speech.length + gap), speech.length);
    }
    ShortBuffer samples = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    for (int i = 0; i < samples.limit(); i++) {
      samples.put(i, (short) (samples.get(i) + Math.round(noise * random.nextGaussian())));
    }
    return pcm;
  }
}

package dev.scripttrimmer.pipeline.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.speech.AudioChunk;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PauseChunkerTest {
  private static final ChunkLimits LIMITS = ChunkLimits.DEFAULT;

  @ParameterizedTest
  @ValueSource(doubles = {Double.NEGATIVE_INFINITY, -70, -50, -40})
  void cutsBetweenSentencesOnly(double background) {
    Sound sound = new Sound(1).background(background);
    for (int i = 0; i < 60; i++) {
      sound.sentence(8 + i % 5).pause(0.4 + 0.05 * (i % 4));
    }

    List<AudioChunk> chunks = chunk(sound.pcm());

    assertThat(chunks).hasSizeGreaterThan(5);
    assertCutsAwayFromWords(sound, chunks, 0.1);
    assertWithinLimits(chunks);
  }

  @Test
  void takesShorterPausesWhereThereAreNoLongerOnes() {
    Sound sound = new Sound(2).background(-60);
    for (int i = 0; i < 20; i++) {
      sound.sentence(20).pause(0.2);
    }

    List<AudioChunk> chunks = chunk(sound.pcm());

    assertCutsAwayFromWords(sound, chunks, 0.03);
    assertWithinLimits(chunks);
  }

  @Test
  void followsABackgroundThatGrowsAndFades() {
    Sound sound = new Sound(3);
    for (int i = 0; i < 120; i++) {
      sound.background(-60 + 24 * Math.sin(i / 20.0)).sentence(10).pause(0.5);
    }

    List<AudioChunk> chunks = chunk(sound.pcm());

    assertCutsAwayFromWords(sound, chunks, 0.05);
    assertWithinLimits(chunks);
  }

  @Test
  void cutsWhereItIsQuietestWithoutAnyPause() {
    Sound sound = new Sound(4);
    List<TimeSpan> dips = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sound.din(9.85, -20);
      dips.add(new TimeSpan(sound.seconds(), sound.seconds() + 0.15));
      sound.din(0.15, -26);
    }

    List<AudioChunk> chunks = chunk(sound.pcm());

    assertThat(chunks).hasSizeGreaterThan(3);
    assertThat(cuts(chunks)).allSatisfy(cut -> assertThat(dips).anyMatch(d -> d.contains(cut)));
    assertWithinLimits(chunks);
  }

  @Test
  void endsAtTheLongestInSoundWithoutAnyShape() {
    List<AudioChunk> chunks = chunk(new Sound(5).din(200, -20).pcm());

    assertThat(chunks).hasSizeGreaterThan(6);
    assertWithinLimits(chunks);
  }

  @Test
  void handsOnAChunkAsSoonAsItsEndIsKnown() {
    Sound sound = new Sound(6);
    for (int i = 0; i < 40; i++) {
      sound.sentence(10).pause(0.6);
    }
    byte[] pcm = sound.pcm();
    List<Double> delays = new ArrayList<>();
    int[] fed = {0};
    PauseChunker chunker =
        new PauseChunker(LIMITS, c -> delays.add(PcmFormat.seconds(fed[0]) - c.span().end()));
    for (int offset = 0; offset < pcm.length; offset += FrameLevel.BYTES) {
      int length = Math.min(FrameLevel.BYTES, pcm.length - offset);
      fed[0] += length;
      chunker.accept(Arrays.copyOfRange(pcm, offset, offset + length), length);
    }

    assertThat(delays).hasSizeGreaterThan(5).allSatisfy(d -> assertThat(d).isLessThan(0.5));
  }

  @Test
  void endsTheFirstChunkEarly() {
    Sound sound = new Sound(7);
    for (int i = 0; i < 20; i++) {
      sound.sentence(8).pause(0.6);
    }

    List<AudioChunk> chunks = chunk(sound.pcm());

    assertThat(chunks.get(0).span().length()).isBetween(LIMITS.first() - 0.5, LIMITS.shortest());
    assertThat(chunks.get(1).span().length()).isGreaterThan(LIMITS.shortest() - 0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 318, 320, 322, 6_400, 1_000_000})
  void givesTheSameChunksWhateverTheBlocks(int blockBytes) {
    Sound sound = new Sound(8).background(-55);
    for (int i = 0; i < 15; i++) {
      sound.sentence(10).pause(0.5);
    }
    byte[] pcm = sound.pcm();

    List<AudioChunk> expected = chunk(pcm);
    List<AudioChunk> chunks = chunk(pcm, blockBytes);

    assertThat(chunks).hasSameSizeAs(expected);
    for (int i = 0; i < chunks.size(); i++) {
      assertThat(chunks.get(i).start()).isEqualTo(expected.get(i).start());
      assertThat(chunks.get(i).pcm()).isEqualTo(expected.get(i).pcm());
    }
  }

  @Test
  void losesAndDoublesNoSample() {
    Sound sound = new Sound(9);
    for (int i = 0; i < 15; i++) {
      sound.sentence(10).pause(0.5);
    }
    byte[] pcm = Arrays.copyOf(sound.pcm(), sound.pcm().length - 2 * 77);
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    int index = 0;

    for (AudioChunk chunk : chunk(pcm)) {
      assertThat(chunk.index()).isEqualTo(index++);
      assertThat(chunk.start()).isEqualTo(PcmFormat.seconds(together.size()), within(1e-9));
      together.writeBytes(chunk.pcm());
    }
    assertThat(together.toByteArray()).isEqualTo(pcm);
  }

  @Test
  void cutsLongSilenceToo() {
    List<AudioChunk> chunks = chunk(new Sound(10).pause(100).pcm());

    assertThat(chunks).hasSizeBetween(5, 20);
    assertWithinLimits(chunks);
  }

  @Test
  void hearsNothingInSilence() {
    assertThat(hearsSound(new Sound(0))).isFalse();
    assertThat(hearsSound(new Sound(0).pause(5))).isFalse();
    assertThat(hearsSound(new Sound(0).constant(1_000, 80_000))).isFalse();
    assertThat(hearsSound(new Sound(0).background(-75).pause(5))).isFalse();
    assertThat(hearsSound(new Sound(0).pause(2).constant(20_000, 40).pause(2))).isFalse();
  }

  @Test
  void hearsSoundEvenAfterLongSilence() {
    assertThat(hearsSound(new Sound(0).pause(90).word(0.3))).isTrue();
    assertThat(hearsSound(new Sound(0).din(0.2, -50))).isTrue();
  }

  @Test
  void givesNoChunkOfNothing() {
    assertThat(chunk(new byte[0])).isEmpty();
    assertThat(chunk(new byte[2])).singleElement().satisfies(c -> assertThat(c.pcm()).hasSize(2));
  }

  @Test
  void refusesHalfSamplesAndSoundAfterItsEnd() {
    PauseChunker chunker = new PauseChunker(LIMITS, c -> {});
    assertThatThrownBy(() -> chunker.accept(new byte[3], 3))
        .isInstanceOf(IllegalArgumentException.class);
    chunker.finish();
    chunker.finish();
    assertThatThrownBy(() -> chunker.accept(new byte[2], 2))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new ChunkLimits(3, 8, 9)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<AudioChunk> chunk(byte[] pcm) {
    return chunk(pcm, Math.max(2, pcm.length));
  }

  private static List<AudioChunk> chunk(byte[] pcm, int blockBytes) {
    List<AudioChunk> chunks = new ArrayList<>();
    PauseChunker chunker = new PauseChunker(LIMITS, chunks::add);
    byte[] block = new byte[blockBytes];
    for (int offset = 0; offset < pcm.length; offset += blockBytes) {
      int length = Math.min(blockBytes, pcm.length - offset);
      System.arraycopy(pcm, offset, block, 0, length);
      chunker.accept(block, length);
    }
    chunker.finish();
    return chunks;
  }

  private static boolean hearsSound(Sound sound) {
    byte[] pcm = sound.pcm();
    PauseChunker chunker = new PauseChunker(LIMITS, c -> {});
    chunker.accept(pcm, pcm.length);
    chunker.finish();
    return chunker.heardSound();
  }

  private static List<Double> cuts(List<AudioChunk> chunks) {
    return chunks.stream().skip(1).map(AudioChunk::start).toList();
  }

  private static void assertCutsAwayFromWords(
      Sound sound, List<AudioChunk> chunks, double distance) {
    assertThat(cuts(chunks))
        .isNotEmpty()
        .allSatisfy(
            cut ->
                assertThat(sound.words())
                    .noneMatch(w -> cut > w.start() - distance && cut < w.end() + distance));
  }

  private static void assertWithinLimits(List<AudioChunk> chunks) {
    assertThat(chunks)
        .allSatisfy(c -> assertThat(c.span().length()).isLessThanOrEqualTo(LIMITS.longest()));
    assertThat(chunks.subList(1, chunks.size() - 1))
        .allSatisfy(
            c -> assertThat(c.span().length()).isGreaterThanOrEqualTo(LIMITS.shortest() - 0.5));
  }
}

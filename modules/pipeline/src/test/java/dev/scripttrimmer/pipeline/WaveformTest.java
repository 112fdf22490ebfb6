package dev.scripttrimmer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.media.PcmFormat;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WaveformTest {
  private final Waveform.Builder builder = new Waveform.Builder();

  @Test
  void aPeakIsTheLargestAmplitudeOfItsStretch() {
    add(0, 320);
    add(100, 319);
    add(Short.MIN_VALUE, 1);
    add(Short.MAX_VALUE / 2, 320);
    add(-16_384, 1);

    Waveform waveform = builder.build();

    assertThat(waveform.secondsPerPeak()).isEqualTo(0.02);
    assertThat(waveform.peaks()).containsExactly(0, 255, 127, 128);
  }

  @Test
  void silenceThatIsNotThereHasNoPeaks() {
    assertThat(builder.build().peaks()).isEmpty();
  }

  @Test
  void howeverLongTheSoundThePeaksAreBoundedAndNoneIsLost() {
    int seconds = 3 * 3600;
    byte[] second = new byte[PcmFormat.BYTES_PER_SECOND];
    byte[] bang = second.clone();
    bang[101] = 0x7F;
    for (int i = 0; i < seconds; i++) {
      builder.accept(i == 5_000 ? bang : second, second.length);
    }

    Waveform waveform = builder.build();

    assertThat(waveform.peaks()).hasSizeBetween(Waveform.MAX_PEAKS / 2, Waveform.MAX_PEAKS);
    assertThat(waveform.peaks().size() * waveform.secondsPerPeak())
        .isCloseTo(seconds, Offset.offset(waveform.secondsPerPeak()));
    assertThat(waveform.peaks()).filteredOn(peak -> peak > 0).hasSize(1);
    assertThat((int) (5_000 / waveform.secondsPerPeak())).isEqualTo(waveform.peaks().indexOf(253));
  }

  private void add(int sample, int times) {
    byte[] pcm = new byte[2 * times];
    for (int i = 0; i < pcm.length; i += 2) {
      pcm[i] = (byte) sample;
      pcm[i + 1] = (byte) (sample >> 8);
    }
    builder.accept(pcm, pcm.length);
  }
}

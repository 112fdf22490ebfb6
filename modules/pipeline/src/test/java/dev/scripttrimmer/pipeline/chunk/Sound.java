package dev.scripttrimmer.pipeline.chunk;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.PcmFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Builds sound that is like speech in its rhythm, and knows where its words are. */
final class Sound {
  private final Random random;
  private final ByteArrayOutputStream pcm = new ByteArrayOutputStream();
  private final List<TimeSpan> words = new ArrayList<>();
  private double backgroundDb = Double.NEGATIVE_INFINITY;

  Sound(long seed) {
    this.random = new Random(seed);
  }

  /** From here on there is noise of this level, in dB of full scale, under everything. */
  Sound background(double db) {
    backgroundDb = db;
    return this;
  }

  Sound pause(double seconds) {
    return noise(seconds, Double.NEGATIVE_INFINITY, false);
  }

  /** One burst that swells and fades. */
  Sound word(double seconds) {
    words.add(new TimeSpan(seconds(), seconds() + seconds));
    return noise(seconds, -20, true);
  }

  /** Words of 0.15 to 0.4 s with hardly a gap between them. */
  Sound sentence(int length) {
    for (int i = 0; i < length; i++) {
      word(0.15 + 0.25 * random.nextDouble());
      pause(0.03 + 0.03 * random.nextDouble());
    }
    return this;
  }

  /** Noise without any rhythm. */
  Sound din(double seconds, double db) {
    return noise(seconds, db, false);
  }

  double seconds() {
    return PcmFormat.seconds(pcm.size());
  }

  List<TimeSpan> words() {
    return words;
  }

  byte[] pcm() {
    return pcm.toByteArray();
  }

  private Sound noise(double seconds, double db, boolean swelling) {
    int samples = (int) Math.round(seconds * PcmFormat.SAMPLE_RATE);
    for (int i = 0; i < samples; i++) {
      double shape = swelling ? Math.sqrt(Math.sin(Math.PI * (i + 0.5) / samples)) : 1;
      double value =
          random.nextGaussian() * shape * amplitude(db)
              + random.nextGaussian() * amplitude(backgroundDb);
      write((int) Math.round(Math.max(-32_768, Math.min(32_767, value))));
    }
    return this;
  }

  /** One value for so many samples. */
  Sound constant(int value, int samples) {
    for (int i = 0; i < samples; i++) {
      write(value);
    }
    return this;
  }

  private void write(int sample) {
    pcm.write(sample);
    pcm.write(sample >> 8);
  }

  private static double amplitude(double db) {
    return 32_768 * Math.pow(10, db / 20);
  }
}

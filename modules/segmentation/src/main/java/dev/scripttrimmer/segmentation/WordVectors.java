package dev.scripttrimmer.segmentation;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where stems lie in a space in which those that are told of together lie in the same direction:
 * "vote" near "election", "cash" near "loan". Made of WordNet's glosses by {@code
 * tools/word-vectors}, which says how.
 */
final class WordVectors {
  private static final double UNIT = 127;

  private final int dimensions;
  private final Map<String, byte[]> vectors;

  private WordVectors(int dimensions, Map<String, byte[]> vectors) {
    this.dimensions = dimensions;
    this.vectors = vectors;
  }

  /** Read once, by whoever asks first; half a megabyte. */
  static WordVectors english() {
    return English.VECTORS;
  }

  /** For a language of which nothing is known. */
  static WordVectors none() {
    return new WordVectors(0, Map.of());
  }

  static WordVectors read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(new BufferedInputStream(in));
    int count = data.readInt();
    int dimensions = data.readInt();
    Map<String, byte[]> vectors = new HashMap<>(2 * count);
    for (int i = 0; i < count; i++) {
      String stem = data.readUTF();
      byte[] vector = new byte[dimensions];
      data.readFully(vector);
      vectors.put(stem, vector);
    }
    return new WordVectors(dimensions, vectors);
  }

  int dimensions() {
    return dimensions;
  }

  /** A vector of about unit length; empty for a stem that is rare or unknown. */
  Optional<double[]> of(String stem) {
    return Optional.ofNullable(vectors.get(stem)).map(WordVectors::unpacked);
  }

  private static double[] unpacked(byte[] packed) {
    double[] vector = new double[packed.length];
    for (int i = 0; i < packed.length; i++) {
      vector[i] = packed[i] / UNIT;
    }
    return vector;
  }

  /** Loaded with the first English lecture. */
  private static final class English {
    private static final WordVectors VECTORS = load();

    private static WordVectors load() {
      try (InputStream in = LanguageData.open("word-vectors-en.bin")) {
        return read(in);
      } catch (IOException e) {
        throw new UncheckedIOException("reading word vectors", e);
      }
    }
  }
}

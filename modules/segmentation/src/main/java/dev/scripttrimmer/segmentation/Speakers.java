package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.speech.Voice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells the lecturer's lines from those of others by their voices, where a speaker model described
 * them: whoever says most is the lecturer, and whose voice lies unusually far from that one is
 * somebody else. Distances are cosine distances, as speaker vectors are made for.
 */
final class Speakers {
  /** However alike all voices are, nobody is somebody else from nearer than this. */
  private static final double MIN_DISTANCE = 0.4;

  /** How many times farther than usual somebody else's voice is. */
  private static final double UNUSUAL = 2;

  private final List<OptionalDouble> distances;
  private final double limit;

  private Speakers(List<OptionalDouble> distances) {
    this.distances = distances;
    double[] known = distances.stream().flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    double usual = known.length == 0 ? 0 : known[known.length / 2];
    this.limit = Math.max(MIN_DISTANCE, UNUSUAL * usual);
  }

  static Speakers of(LectureText text) {
    List<Optional<double[]>> voices = new ArrayList<>();
    Optional<double[]> last = Optional.empty();
    double[] lecturer = {};
    for (Line line : text.lines()) {
      // A line that begins within a stretch of speech has the stretch's voice.
      Optional<double[]> present = last;
      last =
          line.words().stream()
              .flatMap(word -> word.voice().stream())
              .findFirst()
              .map(voice -> unit(vector(voice)))
              .or(() -> present);
      voices.add(last);
      if (last.isPresent()) {
        lecturer = plus(lecturer, last.get(), line.words().size());
      }
    }
    double[] most = unit(lecturer);
    return new Speakers(voices.stream().map(voice -> distance(voice, most)).toList());
  }

  /** Whether the voice of a line is known, and not the lecturer's. */
  boolean isSomebodyElse(int line) {
    OptionalDouble distance = distances.get(line);
    return distance.isPresent() && distance.getAsDouble() >= limit;
  }

  /** Whether the voice of a line is known, and the lecturer's. */
  boolean isLecturer(int line) {
    return distances.get(line).isPresent() && !isSomebodyElse(line);
  }

  private static OptionalDouble distance(Optional<double[]> voice, double[] lecturer) {
    return voice
        .filter(unit -> unit.length == lecturer.length)
        .map(unit -> OptionalDouble.of(1 - dot(unit, lecturer)))
        .orElse(OptionalDouble.empty());
  }

  private static double[] vector(Voice voice) {
    return voice.vector().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] unit(double[] vector) {
    double length = length(vector);
    return Arrays.stream(vector).map(number -> number / length).toArray();
  }

  /** Leaves {@code sum} as it is where a voice is of another model. */
  private static double[] plus(double[] sum, double[] unit, int weight) {
    double[] result = sum.length == 0 ? new double[unit.length] : sum.clone();
    if (result.length == unit.length) {
      Arrays.setAll(result, i -> result[i] + weight * unit[i]);
    }
    return result;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /** Never 0. */
  private static double length(double[] vector) {
    return Math.max(Double.MIN_NORMAL, Math.sqrt(dot(vector, vector)));
  }
}

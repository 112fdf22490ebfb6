package dev.scripttrimmer.domain.speech;

import java.util.List;

/**
 * How a speaker sounds: voices of one speaker point in about the same direction.
 *
 * @param vector in the space of one speaker model; not comparable with another model's
 */
public record Voice(List<Double> vector) {
  public Voice {
    vector = List.copyOf(vector);
    if (vector.isEmpty()) {
      throw new IllegalArgumentException("a voice is described by numbers");
    }
  }
}

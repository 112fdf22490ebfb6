package dev.scripttrimmer.pipeline.chunk;

/**
 * How long chunks are, in seconds.
 *
 * @param first from here on a pause may end the first chunk: short, so that the first words come
 *     soon; at least 1
 * @param shortest the same for all other chunks; not below {@code first}
 * @param longest where a chunk ends at the latest, pause or not; at least 2 more than {@code
 *     shortest}, at most 120
 */
public record ChunkLimits(double first, double shortest, double longest) {
  /** Enough context for a recogniser, enough chunks for many of them. */
  public static final ChunkLimits DEFAULT = new ChunkLimits(3, 8, 30);

  public ChunkLimits {
    if (!(first >= 1 && first <= shortest && shortest + 2 <= longest && longest <= 120)) {
      throw new IllegalArgumentException(
          "not limits of chunks: " + first + ", " + shortest + ", " + longest + " seconds");
    }
  }
}

package dev.scripttrimmer.pipeline;

/**
 * What a pipeline may use.
 *
 * @param bucket where everything of a job is written
 * @param maxSourceBytes size of the largest video that is accepted
 * @param chunksInFlight how many chunks of sound wait in memory or are recognised at once, at least
 *     1
 */
public record PipelineConfig(String bucket, long maxSourceBytes, int chunksInFlight) {
  public PipelineConfig {
    if (maxSourceBytes <= 0 || chunksInFlight <= 0) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}

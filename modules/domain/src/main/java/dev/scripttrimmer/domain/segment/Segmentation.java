package dev.scripttrimmer.domain.segment;

import java.util.List;

/**
 * All segments of a video.
 *
 * @param topics in order of time, without gaps or overlaps, from the first word to the last; at
 *     least one when anything was said
 * @param interactions in order of time, without overlaps; they lie within topics
 */
public record Segmentation(List<Segment> topics, List<Segment> interactions) {
  public Segmentation {
    topics = List.copyOf(topics);
    interactions = List.copyOf(interactions);
  }
}

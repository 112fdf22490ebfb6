package dev.scripttrimmer.languagemodel;

import dev.scripttrimmer.json.DomainJson;
import dev.scripttrimmer.segmentation.SegmentReviser.Proposal;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a model answered, which may be anything. */
final class RevisionAnswer {
  private RevisionAnswer() {}

  private record Topics(List<Topic> topics) {}

  private record Topic(Double start, String title) {}

  /**
   * Finds the one JSON object in {@code text}; models like to put words and fences around it.
   *
   * @return empty when there is none of the form that was asked for
   */
  static Optional<List<Proposal>> read(String text) {
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    if (from < 0 || to < from) {
      return Optional.empty();
    }
    try {
      byte[] json = text.substring(from, to + 1).getBytes(StandardCharsets.UTF_8);
      return proposals(DomainJson.read(json, Topics.class));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<Proposal>> proposals(Topics answer) {
    if (answer.topics() == null) {
      return Optional.empty();
    }
    List<Proposal> proposals = new ArrayList<>();
    for (Topic topic : answer.topics()) {
      if (topic == null || topic.start() == null || !Double.isFinite(topic.start())) {
        return Optional.empty();
      }
      proposals.add(new Proposal(topic.start(), topic.title()));
    }
    return Optional.of(List.copyOf(proposals));
  }
}

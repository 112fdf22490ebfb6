package dev.scripttrimmer.segmentation.evaluate;

import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmenter;
import dev.scripttrimmer.domain.speech.Utterance;
import dev.scripttrimmer.segmentation.QuestionForm;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Says which utterances of a lecture belong to an interaction. */
@FunctionalInterface
public interface InteractionFinder {
  /**
   * @return the indexes of the utterances
   */
  BitSet find(InteractionReference lecture);

  /** Takes every utterance that begins with a question word or an auxiliary verb. */
  static InteractionFinder openers() {
    Pattern opener =
        Pattern.compile(
            "^(?:what|why|how|when|where|who|which|is|are|was|were|do|does|did|can|could|will|would"
                + "|should|has|have|any)\\b");
    return each(words -> opener.matcher(words).find());
  }

  /** Takes every utterance that has the form of a question, whoever asks and whoever is asked. */
  static InteractionFinder questions() {
    return each(QuestionForm::isIn);
  }

  /** Judges each utterance by its words alone. */
  private static InteractionFinder each(Predicate<String> words) {
    return lecture -> {
      List<Utterance> utterances = lecture.transcript().utterances();
      BitSet found = new BitSet();
      for (int i = 0; i < utterances.size(); i++) {
        found.set(i, words.test(utterances.get(i).text()));
      }
      return found;
    };
  }

  /** The utterances within a segmenter's interactions. */
  static InteractionFinder of(Segmenter segmenter) {
    return lecture -> {
      List<Segment> interactions =
          segmenter.segment(lecture.transcript(), VideoType.LIVE, Double.MAX_VALUE).interactions();
      return lecture.covered(interactions.stream().map(Segment::span).toList());
    };
  }
}

package dev.scripttrimmer.segmentation.evaluate;

import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmenter;
import dev.scripttrimmer.domain.speech.Transcript;
import java.util.BitSet;
import java.util.List;

/** Says which sentences begin a topic. */
@FunctionalInterface
public interface TopicFinder {
  /**
   * @param text whose sentences are looked at; its borders only by a baseline that says so
   * @return the indexes of the sentences that begin a topic, without 0
   */
  BitSet find(ReferenceText text);

  /** Finds no border at all. */
  static TopicFinder none() {
    return text -> new BitSet();
  }

  /** Knows the true number of topics, and makes all of them equally long. */
  static TopicFinder even() {
    return text -> {
      BitSet borders = new BitSet();
      for (int i = 1; i < text.topics(); i++) {
        borders.set((int) Math.round((double) i * text.sentences().size() / text.topics()));
      }
      borders.clear(0);
      return borders;
    };
  }

  /** A segmenter that hears the sentences read out. */
  static TopicFinder of(Segmenter segmenter) {
    return text -> {
      Transcript transcript = SpokenText.read(text.sentences());
      List<Segment> topics =
          segmenter.segment(transcript, VideoType.RECORDED, Double.MAX_VALUE).topics();
      BitSet borders = new BitSet();
      int sentence = 0;
      for (Segment topic : topics.subList(Math.min(1, topics.size()), topics.size())) {
        while (transcript.utterances().get(sentence).span().start() < topic.span().start()) {
          sentence++;
        }
        borders.set(sentence);
      }
      return borders;
    };
  }
}

package dev.scripttrimmer.segmentation.evaluate;

import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmenter;
import dev.scripttrimmer.domain.speech.Transcript;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;

/** Names the topics of a text. */
@FunctionalInterface
public interface TopicNamer {
  /**
   * @param topic which of the text's topics was named, from 0
   */
  record Named(int topic, String title, List<String> keywords) {
    public Named {
      keywords = List.copyOf(keywords);
    }
  }

  List<Named> name(ReferenceText text);

  /** A segmenter that hears the sentences read out; it looks for the topics, too. */
  static TopicNamer of(Segmenter segmenter) {
    return text -> {
      Transcript transcript = SpokenText.read(text.sentences());
      List<Named> names = new ArrayList<>();
      for (Segment segment :
          segmenter.segment(transcript, VideoType.RECORDED, Double.MAX_VALUE).topics()) {
        names.add(
            new Named(topicOf(segment, text, transcript), segment.title(), segment.keywords()));
      }
      return names;
    };
  }

  /** The topic that most of a segment's sentences belong to. */
  private static int topicOf(Segment segment, ReferenceText text, Transcript transcript) {
    BitSet borders = text.borders();
    Map<Integer, Double> shared = new HashMap<>();
    for (int i = 0; i < text.sentences().size(); i++) {
      int topic = borders.get(0, i + 1).cardinality();
      shared.merge(
          topic, segment.span().overlap(transcript.utterances().get(i).span()), Double::sum);
    }
    return shared.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /**
   * Knows the topics; keywords are the words said most often that are no stop words, and the title
   * is the first of them.
   */
  static TopicNamer frequentWords() {
    return text -> {
      CharArraySet stopWords = EnglishAnalyzer.getDefaultStopSet();
      List<Map<String, Integer>> counts = new ArrayList<>(List.of(new HashMap<>()));
      for (int i = 0; i < text.sentences().size(); i++) {
        if (text.borders().get(i)) {
          counts.add(new HashMap<>());
        }
        for (String word : Set.copyOf(SpokenText.words(text.sentences().get(i)))) {
          if (!stopWords.contains(word) && word.length() > 3) {
            counts.get(counts.size() - 1).merge(word, 1, Integer::sum);
          }
        }
      }
      List<Named> names = new ArrayList<>();
      for (Map<String, Integer> topic : counts) {
        List<String> most =
            topic.entrySet().stream()
                .sorted(
                    Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
        names.add(new Named(names.size(), most.isEmpty() ? "Part" : most.get(0), most));
      }
      return names;
    };
  }
}

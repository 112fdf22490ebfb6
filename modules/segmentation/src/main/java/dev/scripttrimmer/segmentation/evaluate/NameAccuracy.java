package dev.scripttrimmer.segmentation.evaluate;

import dev.scripttrimmer.segmentation.evaluate.TopicNamer.Named;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.tartarus.snowball.ext.PorterStemmer;

/**
 * How well topics are named, counted over the topics of all texts.
 *
 * @param titles share of the titles that say nothing but what the topic is about
 * @param keywords share of the keywords' words that do
 */
public record NameAccuracy(double titles, double keywords) {

  /**
   * @param texts at least one
   */
  public static NameAccuracy of(TopicNamer namer, List<NamedText> texts) {
    int topics = 0;
    int rightTitles = 0;
    int words = 0;
    int rightWords = 0;
    for (NamedText text : texts) {
      for (Named named : namer.name(text.text())) {
        Set<String> subjects = stems(text.subjects().get(named.topic()));
        Set<String> title = stems(named.title());
        topics++;
        rightTitles += !title.isEmpty() && subjects.containsAll(title) ? 1 : 0;
        for (String keyword : named.keywords()) {
          Set<String> stems = stems(keyword);
          words += stems.size();
          stems.retainAll(subjects);
          rightWords += stems.size();
        }
      }
    }
    return new NameAccuracy(share(rightTitles, topics), share(rightWords, words));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static Set<String> stems(String phrase) {
    PorterStemmer stemmer = new PorterStemmer();
    Set<String> stems = new HashSet<>();
    for (String word : SpokenText.words(phrase)) {
      if (!EnglishAnalyzer.getDefaultStopSet().contains(word)) {
        stemmer.setCurrent(word);
        stemmer.stem();
        stems.add(stemmer.getCurrent());
      }
    }
    return stems;
  }
}

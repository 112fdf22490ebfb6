package dev.scripttrimmer.segmentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Reduces words to the stems that carry a topic, and remembers what it has reduced. Not
 * thread-safe.
 */
final class Stemmer implements AutoCloseable {
  private final Analyzer analyzer;
  private final Map<String, String> stems = new HashMap<>();

  /**
   * @param language BCP 47 tag; words of a language without an analyzer are only lower-cased
   */
  Stemmer(String language) {
    analyzer = LanguageAnalyzers.of(language);
  }

  /** The stem, or an empty string for a stop word, a filler, a number or recogniser noise. */
  String stem(String word) {
    return stems.computeIfAbsent(word, this::analyse);
  }

  boolean isContent(String word) {
    return !stem(word).isEmpty();
  }

  private String analyse(String word) {
    if (word.codePoints().filter(Character::isLetter).count() < 2
        || !word.codePoints().allMatch(Stemmer::spells)) {
      return "";
    }
    try (TokenStream tokens = analyzer.tokenStream("word", word.toLowerCase(Locale.ROOT))) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      String stem = tokens.incrementToken() ? term.toString() : "";
      tokens.end();
      return stem;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string", e);
    }
  }

  /** False in recogniser marks such as {@code [unk]} and {@code <noise>}. */
  private static boolean spells(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || Character.getType(codePoint) == Character.NON_SPACING_MARK
        || codePoint == '\''
        || codePoint == '\u2019'
        || codePoint == '-'
        || codePoint == '.';
  }

  @Override
  public void close() {
    analyzer.close();
  }
}

package dev.scripttrimmer.pipeline.captions;

import dev.scripttrimmer.domain.speech.Transcript;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How much a reader minds a line or a caption that ends at some word; 0 is best. */
final class Breaks {
  /** Words that lean on the next one: a line should not end with them. */
  private static final Set<String> LEANS_ON_NEXT =
      Set.of(
          "a", "an", "the", "my", "your", "his", "her", "its", "our", "their", "this", "that",
          "these", "those", "of", "in", "on", "at", "to", "for", "from", "with", "by", "into",
          "about", "as", "and", "or", "but", "so", "because", "if", "when", "which", "who", "i",
          "you", "he", "she", "it", "we", "they", "is", "are", "was", "were", "be", "not", "very",
          "no", "can", "will", "would", "should", "could", "must", "have", "has", "had", "do",
          "does", "did", "there", "than");

  /** Words that a new thought begins with: a line may well end before them. */
  private static final Set<String> OPENS =
      Set.of(
          "and", "or", "but", "so", "because", "if", "when", "which", "who", "that", "then",
          "while", "where", "until", "before", "after", "of", "in", "on", "at", "to", "for", "from",
          "with", "by", "into", "about", "as", "than");

  private static final double SHORT_PAUSE = 0.12;

  private final List<Token> tokens;

  Breaks(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** What a break behind the token at {@code index} costs, 0 to 1. */
  double cost(int index) {
    if (index + 1 == tokens.size() || tokens.get(index + 1).first()) {
      return 0;
    }
    double pause = pauseAfter(index);
    if (pause >= Transcript.UTTERANCE_PAUSE) {
      return 0;
    }
    double cost = 0.6;
    if (LEANS_ON_NEXT.contains(lower(index))) {
      cost += 0.4;
    } else if (OPENS.contains(lower(index + 1))) {
      cost -= 0.2;
    }
    return pause >= SHORT_PAUSE ? cost / 2 : cost;
  }

  /** Seconds of silence behind the token at {@code index}; 0 behind the last. */
  double pauseAfter(int index) {
    return index + 1 == tokens.size()
        ? 0
        : tokens.get(index + 1).span().start() - tokens.get(index).span().end();
  }

  private String lower(int index) {
    return tokens.get(index).text().toLowerCase(Locale.ROOT);
  }
}

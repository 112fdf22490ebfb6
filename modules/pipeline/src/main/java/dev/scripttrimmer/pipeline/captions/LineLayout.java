package dev.scripttrimmer.pipeline.captions;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Tokens of one caption, in lines.
 *
 * @param lines one or two
 * @param cost how much a reader minds where the lines part
 */
record LineLayout(List<String> lines, double cost) {
  private static final double UNBALANCED = 0.5;
  private static final double SENTENCE_WITHIN_LINE = 0.6;
  private static final LineLayout TOO_LONG = new LineLayout(List.of(), Double.POSITIVE_INFINITY);

  /** The best layout of the tokens from {@code from} up to and without {@code to}. */
  static LineLayout of(List<Token> tokens, int from, int to, Breaks breaks) {
    int whole = length(tokens, from, to);
    double least = whole <= Caption.LINE_LENGTH ? withinLine(tokens, from, to) : TOO_LONG.cost;
    int parting = to;
    int upper = -1;
    for (int i = from; i + 1 < to; i++) {
      upper += 1 + tokens.get(i).length();
      int lower = whole - upper - 1;
      if (upper <= Caption.LINE_LENGTH && lower <= Caption.LINE_LENGTH) {
        double uneven = (double) Math.abs(upper - lower) / Caption.LINE_LENGTH;
        double cost = breaks.cost(i) + UNBALANCED * uneven;
        if (cost < least) {
          least = cost;
          parting = i + 1;
        }
      }
    }
    if (least == TOO_LONG.cost) {
      return TOO_LONG;
    }
    return new LineLayout(
        parting == to
            ? List.of(text(tokens, from, to))
            : List.of(text(tokens, from, parting), text(tokens, parting, to)),
        least);
  }

  boolean fits() {
    return !lines.isEmpty();
  }

  private static double withinLine(List<Token> tokens, int from, int to) {
    return SENTENCE_WITHIN_LINE
        * tokens.subList(from + 1, to).stream().filter(Token::first).count();
  }

  private static int length(List<Token> tokens, int from, int to) {
    return tokens.subList(from, to).stream().mapToInt(t -> t.length() + 1).sum() - 1;
  }

  private static String text(List<Token> tokens, int from, int to) {
    return tokens.subList(from, to).stream().map(Token::text).collect(Collectors.joining(" "));
  }
}

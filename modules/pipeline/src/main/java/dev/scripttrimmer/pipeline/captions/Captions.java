package dev.scripttrimmer.pipeline.captions;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Divides a transcript into captions that are easy to read: at most two lines of {@link
 * Caption#LINE_LENGTH} characters, at most {@value #LONGEST} s and, where the next words leave the
 * time, at least {@value #SHORTEST} s; parted at pauses and between phrases; never two at once.
 *
 * <p>Of all divisions the one with the least total cost is taken, by dynamic programming over the
 * words, as Knuth and Plass break paragraphs into lines ("Breaking paragraphs into lines",
 * Software: Practice and Experience 11, 1981).
 */
public final class Captions {
  static final double LONGEST = 7;
  static final double SHORTEST = 1;

  /** A silence that no caption stands through, in seconds. */
  private static final double EMPTY_SCREEN = 1.5;

  /** How long a caption stays after its last word, if nothing follows, in seconds. */
  private static final double LINGER = 0.4;

  /** One frame of slow film: nothing shorter can be seen. */
  private static final double VISIBLE = 0.042;

  private static final double PER_CAPTION = 0.3;
  private static final double PER_MISSING_SECOND = 3;
  private static final double PER_SENTENCE_INSIDE = 0.5;

  private final List<Token> tokens;
  private final Breaks breaks;

  private Captions(List<Token> tokens) {
    this.tokens = tokens;
    this.breaks = new Breaks(tokens);
  }

  /** Captions of a whole video. */
  public static List<Caption> of(Transcript transcript) {
    return of(transcript, new TimeSpan(0, Double.MAX_VALUE));
  }

  /**
   * Captions of a clip.
   *
   * @param clip the part of the video that it shows; the captions' times count from its start
   */
  public static List<Caption> of(Transcript transcript, TimeSpan clip) {
    return new Captions(Token.of(transcript, clip)).layOut(clip.length());
  }

  private List<Caption> layOut(double duration) {
    List<Caption> captions = new ArrayList<>();
    double free = 0;
    int from = 0;
    for (int to : divide()) {
      double start = Math.max(free, tokens.get(from).span().start());
      double end = Math.max(start + VISIBLE, end(from, to, start, duration));
      LineLayout layout = LineLayout.of(tokens, from, to, breaks);
      captions.add(new Caption(new TimeSpan(start, end), layout.lines()));
      free = end;
      from = to;
    }
    return captions;
  }

  private double end(int from, int to, double start, double duration) {
    double wished = Math.max(tokens.get(to - 1).span().end() + LINGER, start + SHORTEST);
    double limit = Math.min(start + LONGEST, duration);
    double next = to < tokens.size() ? tokens.get(to).span().start() : Double.POSITIVE_INFINITY;
    return Math.min(Math.min(wished, limit), next);
  }

  /** Where the captions end: indices of the tokens behind them. */
  private Iterable<Integer> divide() {
    int count = tokens.size();
    double[] cost = new double[count + 1];
    int[] begin = new int[count + 1];
    for (int to = 1; to <= count; to++) {
      cost[to] = Double.POSITIVE_INFINITY;
      for (int from = to - 1; from >= 0 && mayBeOne(from, to); from--) {
        LineLayout layout = LineLayout.of(tokens, from, to, breaks);
        if (!layout.fits()) {
          break;
        }
        double total = cost[from] + layout.cost() + cost(from, to);
        if (total < cost[to]) {
          cost[to] = total;
          begin[to] = from;
        }
      }
    }
    Deque<Integer> ends = new ArrayDeque<>();
    for (int to = count; to > 0; to = begin[to]) {
      ends.addFirst(to);
    }
    return ends;
  }

  private boolean mayBeOne(int from, int to) {
    double length = tokens.get(to - 1).span().end() - tokens.get(from).span().start();
    return to - from == 1 || (length <= LONGEST && breaks.pauseAfter(from) < EMPTY_SCREEN);
  }

  private double cost(int from, int to) {
    double cost = PER_CAPTION + breaks.cost(to - 1);
    for (int i = from + 1; i < to; i++) {
      cost += tokens.get(i).first() ? PER_SENTENCE_INSIDE : 0;
    }
    double next = to < tokens.size() ? tokens.get(to).span().start() : Double.POSITIVE_INFINITY;
    double shown = Math.min(SHORTEST, next - tokens.get(from).span().start());
    return cost + PER_MISSING_SECOND * (SHORTEST - shown);
  }
}

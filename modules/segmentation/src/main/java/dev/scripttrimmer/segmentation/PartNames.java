package dev.scripttrimmer.segmentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names the parts of one lecture; no two parts get the same title. Not thread-safe. */
final class PartNames {
  private static final int KEYWORDS = 3;
  private static final int TITLE_CANDIDATES = 6;
  private static final int TELLING_RANK = 8;
  private static final int MAIN_RANK = 3;
  private static final int MIN_TERMS = 6;
  private static final double COMPANION_SHARE = 0.7;

  private final Keyphrases keyphrases;
  private final Optional<Announcements> announcements;
  private final LectureText text;
  private final Set<String> taken = new HashSet<>();

  PartNames(LectureText text, Stemmer stemmer, boolean english) {
    NounEvidence nouns = new NounEvidence(text, stemmer);
    this.text = text;
    this.keyphrases = new Keyphrases(text, stemmer, nouns);
    this.announcements =
        english ? Optional.of(new Announcements(stemmer, nouns)) : Optional.empty();
  }

  /**
   * A title that no other part has.
   *
   * @param number of the part, from 1, for when the recogniser heard too little to name it
   */
  String title(List<Line> lines, TermWeights weights, int number) {
    return candidates(lines, keyphrases.rank(lines, weights), weights).stream()
        .filter(this::take)
        .findFirst()
        .orElseGet(() -> unique("Part " + number));
  }

  private List<String> candidates(List<Line> lines, List<Phrase> ranked, TermWeights weights) {
    List<String> titles = new ArrayList<>();
    int terms = lines.stream().mapToInt(line -> line.terms().length).sum();
    if (terms < MIN_TERMS) {
      return titles;
    }
    announcements.stream()
        .flatMap(announcements -> announcements.in(lines).stream())
        .filter(phrase -> isWhatFollows(phrase, lines, weights))
        .map(phrase -> TitleCase.of(phrase.words()))
        .forEach(titles::add);
    List<Phrase> best =
        distinct(ranked.stream().filter(keyphrases::endsInNoun).toList(), TITLE_CANDIDATES);
    for (int i = 0; i < best.size(); i++) {
      Phrase phrase = best.get(i);
      if (phrase.words().size() == 1 && i + 1 < best.size()) {
        Phrase companion = best.get(i + 1);
        if (companion.score() >= COMPANION_SHARE * phrase.score()) {
          titles.add(TitleCase.of(phrase.words()) + " and " + TitleCase.of(companion.words()));
        }
      }
      titles.add(TitleCase.of(phrase.words()));
    }
    return titles;
  }

  /**
   * Whether the part keeps to what it announces; what is only perhaps announced is its main thing.
   */
  private boolean isWhatFollows(Phrase announced, List<Line> lines, TermWeights weights) {
    return announced.score() < Announcements.SURE
        ? weight(head(announced), weights) >= weights.weightAtRank(MAIN_RANK)
        : weight(announced, weights) >= weights.weightAtRank(TELLING_RANK)
            || comesBack(announced, lines);
  }

  private double weight(String stem, TermWeights weights) {
    return weights.weight(text.termNumbers().getOrDefault(stem, -1));
  }

  /** What the phrase is about: of "night sky", the sky. */
  private static String head(Phrase phrase) {
    return phrase.stems().get(phrase.stems().size() - 1);
  }

  /** Whether one of the announced words is said again. */
  private boolean comesBack(Phrase phrase, List<Line> lines) {
    return phrase.stems().stream()
        .map(stem -> text.termNumbers().getOrDefault(stem, -1))
        .anyMatch(term -> lines.stream().filter(line -> line.says(term)).count() > 1);
  }

  private double weight(Phrase phrase, TermWeights weights) {
    return phrase.stems().stream().mapToDouble(stem -> weight(stem, weights)).max().orElse(0);
  }

  private static List<Phrase> distinct(List<Phrase> ranked, int count) {
    List<Phrase> chosen = new ArrayList<>();
    for (Phrase phrase : ranked) {
      if (chosen.size() < count && chosen.stream().noneMatch(phrase::sharesStem)) {
        chosen.add(phrase);
      }
    }
    return chosen;
  }

  /** {@code title}, or with a number behind it where it is taken. */
  String unique(String title) {
    String candidate = title;
    for (int i = 2; !take(candidate); i++) {
      candidate = title + " (" + i + ")";
    }
    return candidate;
  }

  private boolean take(String title) {
    return taken.add(title.toLowerCase(Locale.ROOT));
  }

  /**
   * The best phrase of {@code lines} in title case, not unique; empty when they name nothing.
   *
   * @param weights of the stems of {@code lines}
   */
  Optional<String> subject(List<Line> lines, TermWeights weights) {
    return distinct(keyphrases.rank(lines, weights), KEYWORDS).stream()
        .filter(keyphrases::endsInNoun)
        .findFirst()
        .map(phrase -> TitleCase.of(phrase.words()));
  }

  /**
   * At most three, the most telling first.
   *
   * @param weights of the stems of {@code lines}
   */
  List<String> keywords(List<Line> lines, TermWeights weights) {
    return distinct(keyphrases.rank(lines, weights), KEYWORDS).stream().map(Phrase::text).toList();
  }
}

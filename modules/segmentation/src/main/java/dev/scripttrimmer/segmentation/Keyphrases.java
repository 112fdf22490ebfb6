package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ranks the phrases of one part of a lecture, after the idea of YAKE (Campos et al., "YAKE! Keyword
 * extraction from single documents using multiple local features", Information Sciences 2020):
 * phrases begin and end with content words and are scored from their words' statistics; here those
 * compare the part with the rest of the lecture, and phrases that end in a noun win.
 */
final class Keyphrases {
  private static final int MAX_WORDS = 3;
  private static final double MAX_GAP = 0.25;
  private static final double MIN_CONFIDENCE = 0.5;
  private static final Set<String> LINKS = Set.of("of");

  private final Stemmer stemmer;
  private final Map<String, Integer> termNumbers;
  private final NounEvidence nouns;

  Keyphrases(LectureText text, Stemmer stemmer, NounEvidence nouns) {
    this.stemmer = stemmer;
    this.termNumbers = text.termNumbers();
    this.nouns = nouns;
  }

  /** Whether the last word of {@code phrase} is more likely a noun than not. */
  boolean endsInNoun(Phrase phrase) {
    return nouns.noun(phrase.words().get(phrase.words().size() - 1)) >= 0.5;
  }

  /** All phrases of {@code lines}, best first; ties in order of their words. */
  List<Phrase> rank(List<Line> lines, TermWeights weights) {
    Map<List<String>, Map<List<String>, Integer>> forms = new LinkedHashMap<>();
    for (Line line : lines) {
      collect(line.words(), forms);
    }
    Map<String, Integer> uses = new HashMap<>();
    forms.forEach(
        (stems, spellings) -> {
          if (stems.size() == 1) {
            uses.put(stems.get(0), total(spellings));
          }
        });
    List<Phrase> ranked = new ArrayList<>();
    forms.forEach((stems, spellings) -> ranked.add(phrase(stems, spellings, uses, weights)));
    ranked.removeIf(phrase -> phrase.score() <= 0);
    ranked.sort(Comparator.comparingDouble(Phrase::score).reversed().thenComparing(Phrase::text));
    return ranked;
  }

  private void collect(List<Word> words, Map<List<String>, Map<List<String>, Integer>> forms) {
    for (int first = 0; first < words.size(); first++) {
      if (!isContent(words.get(first))) {
        continue;
      }
      List<String> spelling = new ArrayList<>();
      List<String> stems = new ArrayList<>();
      for (int i = first; i < words.size() && stems.size() < MAX_WORDS; i++) {
        Word word = words.get(i);
        if (i > first && word.span().start() - words.get(i - 1).span().end() > MAX_GAP) {
          break;
        }
        spelling.add(word.text());
        if (isContent(word)) {
          stems.add(stemmer.stem(word.text()));
          forms
              .computeIfAbsent(List.copyOf(stems), s -> new LinkedHashMap<>())
              .merge(List.copyOf(spelling), 1, Integer::sum);
        } else if (!LINKS.contains(word.text())) {
          break;
        }
      }
    }
  }

  private boolean isContent(Word word) {
    return word.confidence() >= MIN_CONFIDENCE && stemmer.isContent(word.text());
  }

  private Phrase phrase(
      List<String> stems,
      Map<List<String>, Integer> spellings,
      Map<String, Integer> uses,
      TermWeights weights) {
    List<String> words = spelling(spellings);
    double mean =
        stems.stream()
            .mapToDouble(stem -> weights.weight(termNumbers.getOrDefault(stem, -1)))
            .average()
            .orElse(0);
    int said = total(spellings);
    int rarest = stems.stream().mapToInt(stem -> uses.getOrDefault(stem, said)).min().orElse(said);
    double cohesion = stems.size() == 1 ? 1 : Math.sqrt((double) said / rarest);
    double repeated = stems.size() == 1 ? 1 : 0.4 + 0.4 * Math.log(1 + said) / Math.log(2);
    double head = nouns.noun(words.get(words.size() - 1));
    boolean repeatsItself = stems.stream().distinct().count() < stems.size();
    double first = stems.size() == 1 ? 1 : 1 - nouns.verb(words.get(0));
    double score = repeatsItself ? 0 : mean * cohesion * repeated * head * first;
    return new Phrase(words, stems, score);
  }

  /** As it is said most; of a thing that is said of many, too, the plural, which names the kind. */
  private static List<String> spelling(Map<List<String>, Integer> spellings) {
    Map.Entry<List<String>, Integer> most =
        spellings.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    List<String> plural = new ArrayList<>(most.getKey());
    plural.set(plural.size() - 1, plural.get(plural.size() - 1) + "s");
    return 2 * spellings.getOrDefault(plural, 0) >= most.getValue() ? plural : most.getKey();
  }

  private static int total(Map<List<String>, Integer> spellings) {
    return spellings.values().stream().mapToInt(Integer::intValue).sum();
  }
}

package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hears what an English-speaking lecturer says a part is about: "let us turn to the water cycle",
 * "I will show you how to repair a bicycle".
 */
final class Announcements {
  static final double SURE = 1;
  static final double PERHAPS = 0.5;

  private static final int OPENING_LINES = 4;
  private static final int MAX_PHRASE_WORDS = 6;
  private static final int MAX_CONTENT_RUN = 3;
  private static final double MAX_BREATH = 1;
  private static final double MAX_GAP = 0.2;
  private static final double MIN_NOUN = 0.4;
  private static final double MIN_CONFIDENCE = 0.5;
  private static final Set<String> ARTICLES =
      Set.of("a", "an", "the", "our", "your", "my", "their", "its", "this", "these");
  private static final Set<String> PALE =
      Set.of(
          "simple",
          "small",
          "large",
          "big",
          "little",
          "short",
          "new",
          "old",
          "first",
          "second",
          "third",
          "next",
          "last",
          "good",
          "best",
          "main",
          "whole",
          "very",
          "really",
          "important",
          "interesting",
          "different",
          "own",
          "basic",
          "quick",
          "few",
          "some");
  private static final Set<String> LINKS = Set.of("of", "and", "in", "for", "with");

  private static final Pattern SUBJECT =
      Pattern.compile(
          "\\b(?:talk(?:ing)? about|speak(?:ing)? about|learn(?:ing)? about|think(?:ing)? about|"
              + "discuss|introduc(?:e|ing)|(?:topic|subject|part|lecture|section) is(?: about)?|"
              + "turn(?:ing)? (?:now )?to|mov(?:e|ing) (?:on )?to|go(?:ing)? on to|brings us to|"
              + "leads us to|switch(?:ing)? (?:gears )?to|"
              + "(?:lecture|workshop|talk|course|part|story) (?:about|on)|introduction to)\\b");

  /** Said of the subject, and of much else. */
  private static final Pattern PERHAPS_SUBJECT =
      Pattern.compile(
          "\\b(?:look(?:ing)? (?:more closely |closely |briefly |now |up )?at|"
              + "com(?:e|ing) to|start(?:ing)? with|begin(?:ning)? with|consider|what about)\\b");

  private static final Pattern SKILL =
      Pattern.compile(
          "\\b(?:learn|show you|see|explain|understand|tell you|look at) how to (\\w+)\\b");

  private final Stemmer stemmer;
  private final NounEvidence nouns;

  Announcements(Stemmer stemmer, NounEvidence nouns) {
    this.stemmer = stemmer;
    this.nouns = nouns;
  }

  /**
   * The phrases that the first lines of a part announce, in order; often none. Their score is
   * {@link #SURE} or {@link #PERHAPS}.
   */
  List<Phrase> in(List<Line> lines) {
    List<Phrase> announced = new ArrayList<>();
    for (int i = 0; i < Math.min(OPENING_LINES, lines.size()); i++) {
      List<Word> words = withNext(lines, i);
      String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
      Matcher skill = SKILL.matcher(text);
      while (skill.find()) {
        String verb = skill.group(1);
        object(words, wordsBefore(text, skill.end()))
            .ifPresent(object -> announced.add(skill(verb, object)));
      }
      addSubjects(SUBJECT, SURE, words, text, announced);
      addSubjects(PERHAPS_SUBJECT, PERHAPS, words, text, announced);
    }
    return announced;
  }

  private void addSubjects(
      Pattern pattern, double score, List<Word> words, String text, List<Phrase> announced) {
    Matcher subject = pattern.matcher(text);
    while (subject.find()) {
      object(words, wordsBefore(text, subject.end()))
          .map(object -> subject(object, score))
          .ifPresent(announced::add);
    }
  }

  /** A breath after the verb does not part it from its object. */
  private static List<Word> withNext(List<Line> lines, int index) {
    List<Word> words = new ArrayList<>(lines.get(index).words());
    if (index + 1 < lines.size() && lines.get(index + 1).pauseBefore() < MAX_BREATH) {
      words.addAll(lines.get(index + 1).words());
    }
    return words;
  }

  private static int wordsBefore(String text, int end) {
    return (int) text.substring(0, end).chars().filter(c -> c == ' ').count() + 1;
  }

  /** The noun phrase that begins at {@code from}, its article included, pale adjectives not. */
  private Optional<List<String>> object(List<Word> words, int from) {
    List<String> phrase = new ArrayList<>();
    int content = 0;
    int run = 0;
    int complete = 0;
    for (int i = from; i < words.size() && phrase.size() < MAX_PHRASE_WORDS; i++) {
      String word = words.get(i).text();
      if (words.get(i).confidence() < MIN_CONFIDENCE
          || content > 0 && pauseBefore(words, i) > MAX_GAP) {
        break;
      }
      if (stemmer.isContent(word)) {
        if (run == MAX_CONTENT_RUN || run > 0 && nouns.noun(word) < MIN_NOUN) {
          break;
        }
        content++;
        run++;
        phrase.add(word);
        complete = phrase.size();
      } else if (run > 0 ? LINKS.contains(word) : ARTICLES.contains(word)) {
        run = 0;
        phrase.add(word);
      } else if (!PALE.contains(word) || run > 0) {
        break;
      }
    }
    return content == 0 ? Optional.empty() : Optional.of(phrase.subList(0, complete));
  }

  private static double pauseBefore(List<Word> words, int index) {
    return words.get(index).span().start() - words.get(index - 1).span().end();
  }

  private Phrase subject(List<String> object, double score) {
    boolean article = ARTICLES.contains(object.get(0));
    return phrase(article ? object.subList(1, object.size()) : object, score);
  }

  private Phrase skill(String verb, List<String> object) {
    List<String> words = new ArrayList<>();
    words.add(Gerund.of(verb));
    words.addAll(object);
    return phrase(words, SURE);
  }

  private Phrase phrase(List<String> words, double score) {
    List<String> stems = words.stream().map(stemmer::stem).filter(stem -> !stem.isEmpty()).toList();
    return new Phrase(List.copyOf(words), stems, score);
  }
}

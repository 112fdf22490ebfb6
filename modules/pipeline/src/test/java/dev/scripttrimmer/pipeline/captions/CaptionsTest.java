package dev.scripttrimmer.pipeline.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionsTest {
  @Test
  void showsASentenceAtATime() {
    Talk talk =
        new Talk()
            .pause(1)
            .say("good morning everyone and welcome to this lecture")
            .pause(0.4)
            .say("today i want to talk about three different topics")
            .pause(0.7)
            .say("does anyone have a question");

    assertThat(lines(Captions.of(talk.transcript())))
        .containsExactly(
            List.of("Good morning everyone", "and welcome to this lecture"),
            List.of("Today I want to talk", "about three different topics"),
            List.of("Does anyone have a question"));
  }

  @Test
  void partsLongSentencesBetweenPhrases() {
    Talk talk =
        new Talk()
            .say(
                "light from the sun needs more than four hours to reach neptune because the planet"
                    + " is so far away that we cannot see it without a good telescope");

    List<Caption> captions = Captions.of(talk.transcript());

    assertThat(captions).hasSizeGreaterThan(1);
    assertThat(captions)
        .flatExtracting(Caption::lines)
        .noneMatch(line -> line.matches(".* (the|a|is|so|to|of|because|that|from)"));
  }

  @Test
  void capitalisesSentencesAndTheSpeaker() {
    Talk talk = new Talk().say("élan is what i've got").pause(1).say("and i'm glad");

    assertThat(lines(Captions.of(talk.transcript())))
        .containsExactly(List.of("Élan is what I've got"), List.of("And I'm glad"));
    assertThat(lines(Captions.of(talk.transcript("it"))))
        .containsExactly(List.of("Élan is what i've got"), List.of("And i'm glad"));
  }

  @Test
  void givesASentenceThatSharesACaptionALineOfItsOwn() {
    Talk talk = new Talk().say("yes", 0.3).pause(0.3).say("that is right");

    assertThat(lines(Captions.of(talk.transcript())))
        .containsExactly(List.of("Yes", "That is right"));
  }

  @Test
  void standsAWhileAfterTheLastWord() {
    Talk talk = new Talk().pause(2).say("yes", 0.3).pause(5).say("now let us begin");

    List<Caption> captions = Captions.of(talk.transcript());

    assertThat(captions.get(0).span()).isEqualTo(new TimeSpan(2, 3));
    double lastWord = talk.seconds();
    assertThat(captions.get(1).span().end()).isBetween(lastWord + 0.1, lastWord + 1);
  }

  @Test
  void emptiesTheScreenInSilence() {
    Talk talk = new Talk().say("one").pause(1.6).say("two");

    assertThat(Captions.of(talk.transcript())).hasSize(2);
  }

  @Test
  void dividesWordsThatNoLineHolds() {
    String word = "x".repeat(50) + "𝒚".repeat(50);
    List<Caption> captions = Captions.of(new Talk().say("a " + word + " b", 2).transcript());

    assertThat(captions)
        .flatExtracting(Caption::lines)
        .allSatisfy(l -> assertThat(codePoints(l)).isLessThanOrEqualTo(Caption.LINE_LENGTH));
    assertThat(String.join("", lines(captions).stream().flatMap(List::stream).toList()))
        .contains("x".repeat(50) + "𝒚".repeat(50));
  }

  @Test
  void timesAClipsCaptionsFromItsStart() {
    Talk talk =
        new Talk()
            .say("this was said before")
            .pause(10)
            .say("this is said in the clip")
            .pause(10)
            .say("this is said later");
    double start = 4 * 0.35 + 9;
    TimeSpan clip = new TimeSpan(start, start + 6);

    List<Caption> captions = Captions.of(talk.transcript(), clip);

    assertThat(captions).hasSize(1);
    assertThat(captions.get(0).lines()).containsExactly("This is said in the clip");
    assertThat(captions.get(0).span().start()).isEqualTo(1, within(1e-9));
    assertThat(captions.get(0).span().end()).isLessThanOrEqualTo(clip.length());
  }

  @Test
  void keepsAClipsCaptionsWithinIt() {
    Talk talk = new Talk().say("half of this sentence belongs to the clip", 1);
    TimeSpan clip = new TimeSpan(2.3, 5.7);

    List<Caption> captions = Captions.of(talk.transcript(), clip);

    assertThat(lines(captions)).containsExactly(List.of("This sentence belongs to"));
    assertThat(captions.get(0).span()).isEqualTo(new TimeSpan(0, clip.length()));
  }

  @Test
  void hasNoneForNothing() {
    Transcript empty = Transcript.ofWords(List.of(), "en", "test");
    assertThat(Captions.of(empty)).isEmpty();
    assertThat(Captions.of(empty, new TimeSpan(3, 5))).isEmpty();
    assertThatThrownBy(() -> new Caption(new TimeSpan(1, 1), List.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void keepsItsPromisesWhateverIsSaid(long seed) {
    Transcript transcript = randomTranscript(new Random(seed));

    List<Caption> captions = Captions.of(transcript);

    double free = 0;
    for (int i = 0; i < captions.size(); i++) {
      TimeSpan span = captions.get(i).span();
      double next = i + 1 < captions.size() ? captions.get(i + 1).span().start() : 1e9;
      assertThat(span.start()).isGreaterThanOrEqualTo(free);
      assertThat(span.length()).isLessThanOrEqualTo(Captions.LONGEST + 1e-9);
      assertThat(span.length())
          .isGreaterThanOrEqualTo(Math.min(Captions.SHORTEST, next - span.start()) - 1e-9);
      assertThat(captions.get(i).lines())
          .hasSizeBetween(1, 2)
          .allSatisfy(l -> assertThat(codePoints(l)).isBetween(1, Caption.LINE_LENGTH));
      free = span.end();
    }
    String shown = String.join(" ", captions.stream().flatMap(c -> c.lines().stream()).toList());
    String said = String.join(" ", transcript.words().stream().map(Word::text).toList());
    assertThat(shown).isEqualToIgnoringCase(said);
  }

  /** Hasty and slow speech, hardly a pause or many, words of no length, words of ten seconds. */
  private static Transcript randomTranscript(Random random) {
    List<Word> words = new ArrayList<>();
    double now = random.nextDouble();
    double pace = 0.05 + random.nextDouble();
    double pauses = random.nextDouble() * 0.3;
    for (int i = 0; i < 400; i++) {
      double length =
          random.nextInt(50) == 0 ? 10 * random.nextDouble() : pace * random.nextDouble();
      if (random.nextInt(40) == 0) {
        length = 0;
      }
      String text = "w".repeat(1 + random.nextInt(random.nextInt(30) == 0 ? 42 : 12));
      words.add(new Word(text, new TimeSpan(now, now + length), random.nextDouble()));
      now += length + (random.nextDouble() < pauses ? 3 * random.nextDouble() : 0);
    }
    return Transcript.ofWords(words, "en", "test");
  }

  private static List<List<String>> lines(List<Caption> captions) {
    return captions.stream().map(Caption::lines).toList();
  }

  private static int codePoints(String line) {
    return line.codePointCount(0, line.length());
  }
}

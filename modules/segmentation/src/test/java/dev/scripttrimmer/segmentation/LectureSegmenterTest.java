package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.segment.InteractionType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Utterance;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.segmentation.evaluate.InteractionReference;
import dev.scripttrimmer.segmentation.evaluate.ReferenceText;
import dev.scripttrimmer.segmentation.evaluate.SpokenText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LectureSegmenterTest {
  private static final double LONG = 1e6;

  private final LectureSegmenter segmenter = new LectureSegmenter(SegmentationConfig.DEFAULTS);

  @Test
  void findsThreeTalksAndNamesThem() {
    Segmentation found = segment(read("lectures/tuned/three-talks.txt"));

    assertThat(found.topics())
        .extracting(Segment::title)
        .containsExactly("Baking a Loaf of Bread", "Planets", "Repairing a Bicycle");
    assertThat(found.topics().get(1).keywords()).contains("planets");
    assertThat(found.topics().get(1).summary()).startsWith("The four small planets").endsWith(".");
  }

  /** The night is named three times, but neither it nor the sky is what the part is about. */
  @Test
  void namesAPartAfterWhatItKeepsToRatherThanWhatItBeginsWith() {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sentences.add("put flour and yeast into the bowl and knead the dough for bread " + i);
    }
    sentences.add("now we leave the kitchen and look up at the night sky");
    sentences.add("eight planets travel around the sun");
    sentences.add("the small planets near the sun are made of rock");
    sentences.add("at night you can see the planets without a telescope");
    sentences.add("the largest planets have storms and rings");
    sentences.add("a year on the planets far from the sun is long");
    sentences.add("dust and ice fall on all the planets");
    sentences.add("gravity keeps the planets in their orbits by night and day");

    List<Segment> topics = segment(SpokenText.read(sentences)).topics();

    assertThat(topics).hasSize(2);
    assertThat(topics.get(1).title()).isEqualTo("Planets");
  }

  @Test
  void findsTheQuestionsInTheTalks() {
    List<Segment> found = segment(read("lectures/tuned/three-talks.txt")).interactions();

    assertThat(found)
        .extracting(Segment::interactionType)
        .containsExactly(
            Optional.of(InteractionType.QUESTION_AND_ANSWER),
            Optional.of(InteractionType.QUESTION_AND_ANSWER),
            Optional.of(InteractionType.DIRECT_ADDRESS),
            Optional.of(InteractionType.DIRECT_ADDRESS));
    assertThat(found).extracting(Segment::title).startsWith("Q&A: Dough", "Q&A: Pluto");
  }

  /** Nothing made up: keywords are said in the part, and the summary is two of its own lines. */
  @ParameterizedTest
  @ValueSource(strings = {"tuned", "held-out"})
  void describesEachTopicInTheSpeakersWords(String half) {
    for (String lecture : Transcripts.texts("lectures/" + half)) {
      Transcript transcript = SpokenText.read(ReferenceText.parse(lecture).sentences());
      for (Segment topic : segment(transcript).topics()) {
        List<String> lines =
            transcript.utterances().stream()
                .filter(line -> line.span().overlap(topic.span()) > 0)
                .map(Utterance::text)
                .toList();
        assertThat(topic.keywords())
            .hasSize(3)
            .allSatisfy(
                word -> assertThat(lines).anyMatch(line -> (" " + line + " ").contains(word)));
        assertThat(topic.summary().toLowerCase(Locale.ROOT).split("(?<=\\.) "))
            .hasSize(2)
            .allSatisfy(
                sentence ->
                    assertThat(lines).contains(sentence.substring(0, sentence.length() - 1)));
        assertThat(topic.title()).isNotBlank().doesNotStartWith("Part ");
      }
    }
  }

  @Test
  void looksForInteractionsInLiveLecturesOnly() {
    Transcript talks = read("lectures/tuned/three-talks.txt");

    Segmentation recorded = segmenter.segment(talks, VideoType.RECORDED, LONG);

    assertThat(recorded.interactions()).isEmpty();
    assertThat(recorded.topics()).isEqualTo(segment(talks).topics());
  }

  @Test
  void findsNothingInSilence() {
    Segmentation found = segment(new Transcript(List.of(), "en", "test"));

    assertThat(found).isEqualTo(new Segmentation(List.of(), List.of()));
  }

  @Test
  void makesOneTopicOfOneWord() {
    Segmentation found = segment(Transcripts.withoutPauses("hello"));

    assertThat(found.topics()).hasSize(1);
    assertThat(found.topics().get(0).title()).isEqualTo("Part 1");
    assertThat(found.topics().get(0).span()).isEqualTo(new TimeSpan(0, 0.3));
  }

  @Test
  void keepsWordsWithoutLengthInOneTopic() {
    Word word = new Word("photon", new TimeSpan(3, 3), 1);
    Transcript transcript = new Transcript(List.of(new Utterance(List.of(word))), "en", "test");

    assertThat(segment(transcript).topics()).hasSize(1);
  }

  @Test
  void namesPartsByNumberWhenOnlyStopWordsAreHeard() {
    Segmentation found =
        segment(Transcripts.withoutPauses("so this is what it is and ".repeat(200)));

    assertThat(found.topics()).isNotEmpty();
    assertThat(found.topics()).extracting(Segment::title).allMatch(t -> t.matches("Part \\d+"));
    assertThat(found.topics()).extracting(Segment::keywords).allMatch(List::isEmpty);
  }

  @Test
  void makesNoTitleOfRecogniserNoise() {
    String noise = "[unk] <noise> uh um hmm the [unk] ";
    Segmentation found = segment(Transcripts.withoutPauses(noise.repeat(60)));

    assertThat(found.topics()).extracting(Segment::title).allMatch(t -> t.matches("Part \\d+"));
  }

  @Test
  void makesNoTitleOfWordsThatTheRecogniserGuessed() {
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String text = i % 3 == 0 ? "volcano" : i % 3 == 1 ? "the" : "lava";
      words.add(new Word(text, new TimeSpan(i, i + 0.5), text.equals("volcano") ? 0.2 : 0.9));
    }

    Segmentation found = segment(Transcript.ofWords(words, "en", "test"));

    assertThat(found.topics()).extracting(Segment::title).noneMatch(t -> t.contains("Volcano"));
  }

  @Test
  void announcesNothingThatTheRecogniserGuessed() {
    Transcript talks = read("lectures/tuned/three-talks.txt");
    List<Word> words =
        talks.words().stream()
            .map(w -> w.text().equals("bicycle") ? new Word(w.text(), w.span(), 0.2) : w)
            .toList();

    List<Segment> topics = segment(Transcript.ofWords(words, "en", "test")).topics();

    assertThat(topics).hasSize(3);
    assertThat(topics.get(2).title()).doesNotContain("Bicycle");
  }

  @Test
  void segmentsSpeechWithoutAnyPause() {
    String text = String.join(" ", reference("lectures/tuned/statistics.txt").sentences());

    Transcript transcript = Transcripts.withoutPauses(text);
    Segmentation found = segment(transcript);

    assertThat(found.topics()).hasSizeGreaterThan(1);
    SegmentationContract.verify(found, transcript, LONG);
  }

  @Test
  void endsWithTheVideo() {
    Transcript transcript = read("lectures/tuned/statistics.txt");

    Segmentation found = segmenter.segment(transcript, VideoType.LIVE, 100);

    SegmentationContract.verify(found, transcript, 100);
    assertThat(found.topics().get(found.topics().size() - 1).span().end()).isGreaterThan(90);
  }

  @Test
  void cutsWithinThePauseBeforeATopic() {
    Transcript transcript = read("lectures/tuned/three-talks.txt");

    double border = segment(transcript).topics().get(1).span().start();

    assertThat(transcript.utterances())
        .anySatisfy(
            next -> {
              assertThat(next.span().start() - border).isBetween(0.0, 0.5);
              assertThat(next.text()).startsWith("in the second part");
            });
  }

  /** Between two topics three lines that belong to neither, a long silence before {@code line}. */
  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16})
  void cutsAtTheLongestPauseNearAChangeOfWords(int line) {
    StringBuilder lecture = new StringBuilder();
    for (int i = 0; i < 31; i++) {
      String words =
          i < 14
              ? "the yeast makes the dough rise in the warm oven"
              : i < 17 ? "and so it is what it is" : "a spoke of the wheel holds the rim in place";
      lecture
          .append("lecture ")
          .append(i == line ? 2.5 : 0.5)
          .append(' ')
          .append(words)
          .append('\n');
    }
    Transcript transcript = InteractionReference.parse(lecture.toString()).transcript();

    List<Segment> topics = segment(transcript).topics();

    assertThat(topics).hasSize(2);
    assertThat(transcript.utterances().get(line).span().start() - topics.get(1).span().start())
        .isCloseTo(0.5, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void makesAsManyTopicsAsAreWanted(int count) {
    SegmentationConfig config =
        SegmentationConfig.DEFAULTS
            .withTopicLengths(Duration.ofSeconds(5), Duration.ofMinutes(20))
            .withTargetTopics(count);

    Segmentation found =
        new LectureSegmenter(config)
            .segment(read("lectures/tuned/statistics.txt"), VideoType.RECORDED, LONG);

    assertThat(found.topics()).hasSize(count);
  }

  @Test
  void keepsToTheShortestTopicWhenMoreAreWantedThanFit() {
    SegmentationConfig config = SegmentationConfig.DEFAULTS.withTargetTopics(1000);

    Segmentation found =
        new LectureSegmenter(config)
            .segment(read("lectures/tuned/statistics.txt"), VideoType.RECORDED, LONG);

    assertThat(found.topics()).hasSizeGreaterThan(4).allMatch(t -> t.span().length() >= 29);
  }

  @Test
  void keepsToTheLongestTopicWhenFewerAreWantedThanFit() {
    SegmentationConfig config =
        SegmentationConfig.DEFAULTS
            .withTopicLengths(Duration.ofSeconds(10), Duration.ofSeconds(60))
            .withTargetTopics(1);

    Segmentation found =
        new LectureSegmenter(config)
            .segment(read("lectures/tuned/statistics.txt"), VideoType.RECORDED, LONG);

    assertThat(found.topics()).hasSizeGreaterThan(4).allMatch(t -> t.span().length() <= 61);
  }

  @Test
  void findsMoreTopicsAtAFinerGrain() {
    Transcript transcript = Transcripts.random(5, 4000);

    assertThat(topicsAt(transcript, 0.3)).isLessThan(topicsAt(transcript, 3));
  }

  @Test
  void segmentsOtherLanguagesByTheirWords() {
    String bread = "der teig ruht und das brot wird im ofen knusprig mit mehl und hefe ";
    String bicycle = "das fahrrad braucht einen reifen und eine kette und gute bremsen ";
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      sentences.add(i < 12 ? bread : bicycle);
    }
    List<Utterance> utterances = SpokenText.read(sentences).utterances();

    Segmentation found = segment(new Transcript(utterances, "de", "test"));

    assertThat(found.topics()).hasSize(2);
    assertThat(found.topics().get(0).title()).containsAnyOf("Teig", "Brot", "Mehl", "Ofen", "Hefe");
    assertThat(found.interactions()).isEmpty();
  }

  @Test
  void isDeterministic() {
    Transcript transcript = Transcripts.random(11, 3000);

    assertThat(segment(transcript))
        .isEqualTo(
            new LectureSegmenter(SegmentationConfig.DEFAULTS)
                .segment(transcript, VideoType.LIVE, LONG));
  }

  /** Far above the fraction of a second that it takes: fails when the effort grows out of hand. */
  @Test
  @Timeout(30)
  void segmentsThreeHours() {
    Transcript transcript = Transcripts.random(3, 27_000);

    Segmentation found = segment(transcript);

    SegmentationContract.verify(found, transcript, LONG);
    assertThat(found.topics()).hasSizeBetween(8, 120);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void keepsTheContractWhateverIsSaid(long seed) {
    Transcript transcript = Transcripts.random(seed, (int) (seed * seed * 5));
    List<SegmentationConfig> configs =
        List.of(
            SegmentationConfig.DEFAULTS,
            SegmentationConfig.DEFAULTS.withTargetTopics(4),
            SegmentationConfig.DEFAULTS.withGranularity(5),
            new SegmentationConfig(
                Duration.ZERO,
                Duration.ofSeconds(40),
                OptionalInt.empty(),
                1,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30)));
    for (SegmentationConfig config : configs) {
      for (double duration : new double[] {LONG, 60, 0.1}) {
        Segmentation found =
            new LectureSegmenter(config).segment(transcript, VideoType.LIVE, duration);
        SegmentationContract.verify(found, transcript, duration);
      }
    }
  }

  private int topicsAt(Transcript transcript, double granularity) {
    return new LectureSegmenter(SegmentationConfig.DEFAULTS.withGranularity(granularity))
        .segment(transcript, VideoType.RECORDED, LONG)
        .topics()
        .size();
  }

  private Segmentation segment(Transcript transcript) {
    return segmenter.segment(transcript, VideoType.LIVE, LONG);
  }

  private static Transcript read(String path) {
    return SpokenText.read(reference(path).sentences());
  }

  private static ReferenceText reference(String path) {
    return ReferenceText.parse(Transcripts.text(path));
  }
}

package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.VideoJoiner;
import dev.scripttrimmer.domain.segment.TightCut;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TightenerTest {
  private final Tightener tightener =
      new Tightener(
          new TighteningConfig(
              Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ofMillis(200)));
  private final List<Word> words = new ArrayList<>();

  @Test
  void keepsSpeechWithShortPausesWhole() {
    say("we", 0.5, 1.0);
    say("begin", 1.75, 2.5);

    assertThat(tighten(3)).isEqualTo(new TightCut(List.of(new TimeSpan(0, 3)), 0));
  }

  @Test
  void shortensLongSilences() {
    say("before", 0, 1);
    say("after", 5, 6);

    assertThat(tighten(6).keep()).containsExactly(new TimeSpan(0, 1.25), new TimeSpan(4.75, 6));
    assertThat(tighten(6).saved()).isCloseTo(3.5, within(1e-9));
  }

  @Test
  void cutsWhereItSavesMostWhenThereIsTooMuchToCut() {
    int pauses = VideoJoiner.MAX_STRETCHES + 500;
    double now = 0;
    for (int i = 0; i <= pauses; i++) {
      say("word", now, now + 1);
      now += i % 4 == 0 ? 3 : 11;
    }

    TightCut tight = tighten(now);

    assertThat(tight.keep()).hasSize(VideoJoiner.MAX_STRETCHES);
    // All the long silences are cut, and as many of the short ones as there is room for.
    assertThat(tight.keep()).noneMatch(span -> span.length() > 4 * 4);
    assertThat(tight.saved())
        .isCloseTo(now - tight.keep().stream().mapToDouble(TimeSpan::length).sum(), within(1e-6))
        .isGreaterThan(0.75 * pauses * 9.5 - 10);
  }

  @Test
  void takesFillersOut() {
    say("the", 0, 0.5);
    say("um", 0.5, 1.0);
    say("planet", 1.0, 2);

    assertThat(tighten(2).keep()).containsExactly(new TimeSpan(0, 0.5), new TimeSpan(1.0, 2));
  }

  @Test
  void takesStammeredWordsOutButNotEmphasis() {
    say("the", 0, 0.5);
    say("the", 0.5, 1.0);
    say("very", 1.0, 1.5);
    say("very", 1.5, 2.0);
    say("end", 2.0, 3.0);

    assertThat(tighten(3).keep()).containsExactly(new TimeSpan(0.5, 3));
  }

  @Test
  void leavesAFillerThatTheRecogniserGuessed() {
    words.add(new Word("um", new TimeSpan(0, 1), 0.3));
    say("yes", 1, 2);

    assertThat(tighten(2).saved()).isZero();
  }

  @Test
  void trimsBothEnds() {
    say("hello", 10, 11);

    assertThat(tighten(20).keep()).containsExactly(new TimeSpan(9.75, 11.25));
  }

  @Test
  void keepsAVideoInWhichNothingIsSaid() {
    assertThat(tighten(8)).isEqualTo(new TightCut(List.of(new TimeSpan(0, 8)), 0));
  }

  @Test
  void tightensOneSegment() {
    say("before", 0, 1);
    say("after", 5, 6);

    TightCut cut = tighten(6).within(new TimeSpan(0.5, 5.5));

    assertThat(cut.keep()).containsExactly(new TimeSpan(0.5, 1.25), new TimeSpan(4.75, 5.5));
    assertThat(cut.saved()).isCloseTo(3.5, within(1e-9));
  }

  @Test
  void refusesToKeepMoreThanTheSilence() {
    assertThatThrownBy(
            () ->
                new TighteningConfig(
                    Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void neverCutsAWordThatSaysSomething(long seed) {
    Set<String> mayGo = Set.of("um", "the", "of", "and", "so");
    Transcript transcript = Transcripts.random(seed, 600);
    double duration = transcript.words().get(599).span().end() + 3;

    TightCut cut = tightener.tighten(transcript, duration);

    assertThat(cut.keep()).isSorted();
    assertThat(cut.saved()).isPositive();
    for (int i = 1; i < cut.keep().size(); i++) {
      assertThat(cut.keep().get(i).start()).isGreaterThan(cut.keep().get(i - 1).end());
    }
    assertThat(transcript.words())
        .filteredOn(word -> !mayGo.contains(word.text()))
        .allMatch(
            word ->
                cut.keep().stream()
                    .anyMatch(k -> k.overlap(word.span()) >= word.span().length() - 1e-9));
  }

  private void say(String text, double start, double end) {
    words.add(new Word(text, new TimeSpan(start, end), 1));
  }

  private TightCut tighten(double duration) {
    return tightener.tighten(Transcript.ofWords(words, "en", "test"), duration);
  }
}

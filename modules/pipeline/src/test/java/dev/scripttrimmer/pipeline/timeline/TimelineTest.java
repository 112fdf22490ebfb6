package dev.scripttrimmer.pipeline.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.segment.InteractionType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.SegmentKind;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.json.DomainJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Source SOURCE = new Source("lecture.mp4", 7_300, 30_000 / 1001.0);
  private static final Segmentation SEGMENTS =
      new Segmentation(
          List.of(
              segment(0, 1, 61, "The Sun", SegmentKind.TOPIC),
              segment(1, 3_600, 7_200.5, "Its\nplanets", SegmentKind.TOPIC)),
          List.of(
              segment(0, 11, 21, "Why is it hot?", SegmentKind.INTERACTION),
              segment(1, 20, 30, "And bright?", SegmentKind.INTERACTION)));

  @Test
  void anEditDecisionListHasTheTopicsInARowAndInteractionsAsLocators() {
    assertThat(EditDecisionList.write(SOURCE, SEGMENTS))
        .isEqualTo(
            """
            TITLE: lecture.mp4
            FCM: NON-DROP FRAME

            001  AX       AA/V  C        00:00:01:00 00:01:00:28 00:00:00:00 00:00:59:28
            * FROM CLIP NAME: lecture.mp4
            * COMMENT: The Sun
            * LOC: 00:00:10:00 GREEN   Why is it hot?
            * LOC: 00:00:18:29 GREEN   And bright?

            002  AX       AA/V  C        00:59:56:12 01:59:53:09 00:00:59:28 02:00:56:25
            * FROM CLIP NAME: lecture.mp4
            * COMMENT: Its planets
            """
                .replace("02:00:56:25", "01:00:56:25")
                .replace("\n", "\r\n"));
  }

  @Test
  void anUnknownFrameRateIsTakenForTheUsualOne() {
    Source unknown = new Source("talk.webm", 100, 0);

    assertThat(EditDecisionList.write(unknown, SEGMENTS)).contains("00:00:01:00 00:01:01:00");
  }

  @Test
  void interactionsAreTheEventsWhereThereAreNoTopics() {
    Segmentation alone = new Segmentation(List.of(), SEGMENTS.interactions());

    assertThat(EditDecisionList.write(SOURCE, alone)).contains("001  AX", "002  AX");
  }

  @Test
  void anOpenTimelineHasEachSegmentInItsPlace() {
    JsonNode timeline =
        DomainJson.read(
            DomainJson.write(OpenTimeline.of(new Source("a.mp4", 100, 25), SEGMENTS)),
            JsonNode.class);

    assertThat(timeline.path("OTIO_SCHEMA").textValue()).isEqualTo("Timeline.1");
    JsonNode tracks = timeline.at("/tracks/children");
    assertThat(tracks)
        .extracting(track -> track.path("name").textValue())
        .containsExactly("Topics", "Interactions", "Interactions 2");
    JsonNode topics = tracks.get(0).path("children");
    assertThat(topics)
        .extracting(item -> item.path("OTIO_SCHEMA").textValue())
        .containsExactly("Gap.1", "Clip.1", "Gap.1", "Clip.1");
    assertThat(topics.get(0).at("/source_range/duration/value").doubleValue()).isEqualTo(25);
    JsonNode planets = topics.get(3);
    assertThat(planets.path("name").textValue()).isEqualTo("Its planets");
    assertThat(planets.at("/source_range/start_time/value").doubleValue()).isEqualTo(90_000);
    assertThat(planets.at("/source_range/start_time/rate").doubleValue()).isEqualTo(25);
    assertThat(planets.at("/media_reference/target_url").textValue()).isEqualTo("a.mp4");
  }

  private static Segment segment(
      int index, double start, double end, String title, SegmentKind kind) {
    return new Segment(
        index,
        kind,
        kind == SegmentKind.TOPIC
            ? Optional.empty()
            : Optional.of(InteractionType.STUDENT_QUESTION),
        new TimeSpan(start, end),
        title,
        List.of("sun"),
        "It shines.",
        0.5,
        "test");
  }
}

package dev.scripttrimmer.pipeline.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.result.JobResult.Chapter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionFormatsTest {
  private static final List<Caption> CAPTIONS =
      List.of(
          new Caption(new TimeSpan(0.5, 2), List.of("Salt & water", "a < b --> c")),
          new Caption(new TimeSpan(3723.0004, 3725.9996), List.of("Größe 你好")));

  private static final Chapters CHAPTERS =
      Chapters.of(
          List.of(
              new Chapter(3725.9, "Repairs; nuts = bolts #1\\2"),
              new Chapter(0, "Bread\n & <salt>"),
              new Chapter(70.25, "Planets"),
              new Chapter(70.25, "Moons"),
              new Chapter(5_000, "Never")),
          4_000);

  @Test
  void writesSubRip() {
    assertThat(SubRip.write(CAPTIONS))
        .isEqualTo(
            """
            1
            00:00:00,500 --> 00:00:02,000
            Salt & water
            a < b --> c

            2
            01:02:03,000 --> 01:02:06,000
            Größe 你好

            """);
    assertThat(SubRip.write(List.of())).isEmpty();
  }

  @Test
  void writesWebVtt() {
    assertThat(WebVtt.write(CAPTIONS))
        .isEqualTo(
            """
            WEBVTT

            00:00:00.500 --> 00:00:02.000
            Salt &amp; water
            a &lt; b --&gt; c

            01:02:03.000 --> 01:02:06.000
            Größe 你好

            """);
    assertThat(WebVtt.write(List.of())).isEqualTo("WEBVTT\n\n");
  }

  @Test
  void writesChaptersForADescription() {
    assertThat(CHAPTERS.description())
        .isEqualTo(
            """
            0:00 Bread & <salt>
            1:10 Moons
            1:02:05 Repairs; nuts = bolts #1\\2
            """);
  }

  @Test
  void writesChaptersForFfmpeg() {
    assertThat(CHAPTERS.ffmetadata())
        .isEqualTo(
            """
            ;FFMETADATA1
            [CHAPTER]
            TIMEBASE=1/1000
            START=0
            END=70250
            title=Bread & <salt>
            [CHAPTER]
            TIMEBASE=1/1000
            START=70250
            END=3725900
            title=Moons
            [CHAPTER]
            TIMEBASE=1/1000
            START=3725900
            END=4000000
            title=Repairs\\; nuts \\= bolts \\#1\\\\2
            """);
  }

  @Test
  void writesChaptersForATrack() {
    assertThat(WebVtt.write(CHAPTERS))
        .isEqualTo(
            """
            WEBVTT

            1
            00:00:00.000 --> 00:01:10.250
            Bread &amp; &lt;salt&gt;

            2
            00:01:10.250 --> 01:02:05.900
            Moons

            3
            01:02:05.900 --> 01:06:40.000
            Repairs; nuts = bolts #1\\2

            """);
  }
}

package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.progress.ProgressUpdate.ClipReady;
import dev.scripttrimmer.domain.progress.ProgressUpdate.TranscriptPart;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  private static final Instant NOW = Instant.EPOCH;

  private final RunProgress progress = new RunProgress("url", Optional.empty(), 0);

  @Test
  void nothingNewIsNothingToTell() {
    assertThat(progress.take(NOW)).isEmpty();

    progress.progressed(Stage.DOWNLOAD, 0.5);
    assertThat(progress.take(NOW)).isPresent();
    assertThat(progress.take(NOW)).isEmpty();
  }

  @Test
  void theWholeGoesFromMilestoneToMilestoneWithItsStage() {
    progress.reached(Milestone.DOWNLOADING);
    progress.progressed(Stage.DOWNLOAD, 0.5);

    ProgressUpdate update = progress.take(NOW).orElseThrow();

    assertThat(update.progress()).hasValue(22.5);
    assertThat(update.stage()).contains(Stage.DOWNLOAD);
    assertThat(update.stageProgress()).hasValue(0.5);
    assertThat(update.message()).isEqualTo("Downloading video: 50 %");
  }

  @Test
  void aWorkerThatGoesOnFromAnotherNeverShowsLess() {
    RunProgress resumed = new RunProgress("url", Optional.of(Milestone.TRANSCRIBING), 74.5);
    resumed.progressed(Stage.DOWNLOAD, 0.1);

    ProgressUpdate update = resumed.take(NOW).orElseThrow();

    assertThat(update.progress()).hasValue(74.5);
    assertThat(update.stage()).contains(Stage.DOWNLOAD);
  }

  @Test
  void noWordAndNoClipIsLostBetweenUpdates() {
    TranscriptPart late = new TranscriptPart(10, 11, "late");
    TranscriptPart early = new TranscriptPart(1, 2, "early");
    ClipReady clip = new ClipReady("Title", 0, 5, "/jobs/k/files/clips/a.mp4");
    progress.heard(late);
    progress.heard(early);
    progress.clipReady(clip);

    ProgressUpdate update = progress.take(NOW).orElseThrow();

    assertThat(update.transcript()).containsExactly(late, early);
    assertThat(update.clips()).containsExactly(clip);
    assertThat(progress.take(NOW)).isEmpty();
  }

  @Test
  void noFineUpdateCanBeTakenForAMilestone() {
    for (Stage stage : Stage.values()) {
      progress.progressed(stage, 1);
      String message = progress.take(NOW).orElseThrow().message();

      assertThat(Arrays.stream(Milestone.values()).map(Milestone::message)).doesNotContain(message);
    }
  }
}

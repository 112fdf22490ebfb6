package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.progress.ProgressUpdate.ClipReady;
import dev.scripttrimmer.domain.progress.ProgressUpdate.TranscriptPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run has reported since its viewers were last told: many reports become one update, and no
 * word or clip among them is lost. Thread-safe.
 */
final class RunProgress {
  private static final double TENTHS = 10;

  private final String s3Url;
  private final Eta eta = new Eta(System::nanoTime);
  private final Map<Stage, Double> fractions = new EnumMap<>(Stage.class);
  private List<TranscriptPart> heard = new ArrayList<>();
  private List<ClipReady> clips = new ArrayList<>();
  private Optional<Milestone> milestone;
  private double progress;
  private boolean changed;

  /**
   * @param milestone the last one that the run had reached before
   * @param shown percent that viewers were shown before
   */
  RunProgress(String s3Url, Optional<Milestone> milestone, double shown) {
    this.s3Url = s3Url;
    this.milestone = milestone;
    this.progress = Math.max(shown, milestone.map(Milestone::progress).orElse(0));
  }

  synchronized void reached(Milestone milestone) {
    this.milestone = Optional.of(milestone);
    progress = Math.max(progress, milestone.progress());
  }

  synchronized void progressed(Stage stage, double fraction) {
    Double before = fractions.put(stage, fraction);
    changed |= before == null || before != fraction;
    eta.progressed(stage, fraction);
  }

  synchronized void heard(TranscriptPart part) {
    heard.add(part);
    changed = true;
  }

  synchronized void clipReady(ClipReady clip) {
    clips.add(clip);
    changed = true;
  }

  /**
   * Everything new as one update.
   *
   * @return empty when nothing is new
   */
  synchronized Optional<ProgressUpdate> take(Instant now) {
    if (!changed) {
      return Optional.empty();
    }
    Stage stage = fractions.keySet().stream().max(Comparator.naturalOrder()).orElse(Stage.DOWNLOAD);
    double fraction = fractions.getOrDefault(stage, 0.0);
    progress = Math.max(progress, interpolated());
    List<TranscriptPart> newWords = heard;
    List<ClipReady> newClips = clips;
    heard = new ArrayList<>();
    clips = new ArrayList<>();
    changed = false;
    return Optional.of(
        new ProgressUpdate(
            s3Url,
            JobStatus.RUNNING,
            message(stage, fraction),
            now,
            OptionalDouble.of(Math.floor(progress * TENTHS) / TENTHS),
            Optional.of(stage),
            OptionalDouble.of(fraction),
            eta.seconds(),
            OptionalInt.empty(),
            newWords,
            newClips,
            Optional.empty(),
            Optional.empty()));
  }

  /** Percent, by the part of the way from one milestone to the next that its stage has gone. */
  private double interpolated() {
    return milestone
        .map(
            reached -> {
              double from = reached.progress();
              double to = reached.next().map(Milestone::progress).orElse(reached.progress());
              return from + (to - from) * fractions.getOrDefault(stageOf(reached), 0.0);
            })
        .orElse(0.0);
  }

  private static Stage stageOf(Milestone milestone) {
    return switch (milestone) {
      case STARTED, DOWNLOADING -> Stage.DOWNLOAD;
      case EXTRACTING_AUDIO, CHUNKING -> Stage.AUDIO;
      case TRANSCRIBING -> Stage.TRANSCRIBE;
      case CUTTING -> Stage.CUT;
      case UPLOADING, COMPLETED -> Stage.UPLOAD;
    };
  }

  /** Unlike any milestone's message: clients tell milestones by theirs. */
  private static String message(Stage stage, double fraction) {
    String doing =
        switch (stage) {
          case DOWNLOAD -> "Downloading video";
          case AUDIO -> "Extracting audio";
          case CHUNK -> "Finding pauses";
          case TRANSCRIBE -> "Transcribing audio";
          case SEGMENT -> "Finding topics";
          case CUT -> "Cutting clips";
          case UPLOAD -> "Uploading clips";
        };
    return "%s: %d %%".formatted(doing, (int) (fraction * 100));
  }
}

package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where everything of a job lies in the bucket.
 *
 * <pre>
 * jobs/&lt;key&gt;/job.json                  the head
 * jobs/&lt;key&gt;/&lt;run&gt;/result.json         a result too large for the head
 * jobs/&lt;key&gt;/&lt;run&gt;/&lt;stage&gt;/...         what a stage wrote
 * active/&lt;submitted&gt;-&lt;key&gt;             marks a job that has not ended; sorts oldest first
 * index/&lt;reversed time&gt;-&lt;key&gt;-&lt;run&gt;    names a run; sorts newest first
 * </pre>
 */
public final class JobLayout {
  static final String ACTIVE = "active/";
  static final String INDEX = "index/";

  private static final DateTimeFormatter SUBMITTED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long LAST_MILLISECOND = 9_999_999_999_999L;

  private JobLayout() {}

  /** What comes before the names of a stage's outputs. */
  public static String stagePrefix(QueueKey key, int run, Stage stage) {
    return runPrefix(key, run) + stage.name().toLowerCase(Locale.ROOT) + "/";
  }

  static String head(QueueKey key) {
    return "jobs/" + key + "/job.json";
  }

  static String result(QueueKey key, int run) {
    return runPrefix(key, run) + "result.json";
  }

  private static String runPrefix(QueueKey key, int run) {
    return "jobs/" + key + "/" + run + "/";
  }

  /** The marker of a job's current run. */
  static String marker(Job job) {
    return ACTIVE + SUBMITTED.format(job.submission().submittedAt()) + "-" + job.key();
  }

  static QueueKey keyOfMarker(String marker) {
    return new QueueKey(marker.substring(marker.lastIndexOf('-') + 1));
  }

  /** Names the job's current run in the index. */
  static String indexEntry(Job job) {
    long reversed = LAST_MILLISECOND - job.submission().submittedAt().toEpochMilli();
    return INDEX
        + String.format(Locale.ROOT, "%013d-%s-%d", reversed, job.key(), job.run().number());
  }

  /** A run that the index names. */
  record IndexedRun(String cursor, QueueKey key, int run) {
    static IndexedRun parse(String entry) {
      String[] parts = entry.substring(INDEX.length()).split("-");
      return new IndexedRun(
          entry.substring(INDEX.length()), new QueueKey(parts[1]), Integer.parseInt(parts[2]));
    }
  }

  /** When the marker's job was submitted. */
  static Instant timeOfMarker(String marker) {
    String time = marker.substring(ACTIVE.length(), marker.lastIndexOf('-'));
    return SUBMITTED.parse(time, Instant::from);
  }
}

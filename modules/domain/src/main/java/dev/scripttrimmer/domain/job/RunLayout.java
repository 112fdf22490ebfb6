package dev.scripttrimmer.domain.job;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import java.util.Locale;

/** Where the stages of a run put what they make: known to those who write it and who serve it. */
public final class RunLayout {
  private RunLayout() {}

  /**
   * What the keys of a stage's objects begin with, its slash included.
   *
   * @param run the run's number, from 1
   */
  public static String prefix(QueueKey key, int run, Stage stage) {
    return "jobs/" + key + "/" + run + "/" + stage.name().toLowerCase(Locale.ROOT) + "/";
  }
}

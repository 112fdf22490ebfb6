package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.RunLayout;
import java.util.regex.Pattern;

/**
 * Names one thing that a stage has put out.
 *
 * @param run from 1
 * @param name letters, digits, dots, dashes and underscores
 */
public record CheckpointId(QueueKey key, int run, Stage stage, String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

  public CheckpointId {
    if (run < 1) {
      throw new IllegalArgumentException("runs count from 1");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a stage's output");
    }
  }

  String objectKey() {
    return RunLayout.prefix(key, run, stage) + name;
  }
}

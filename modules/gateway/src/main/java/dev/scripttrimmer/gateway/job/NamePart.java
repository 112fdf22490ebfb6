package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.job.Job;
import java.util.Locale;

/** What somebody remembers of a file's name: upper or lower case, spaces or underscores. */
public final class NamePart {
  private final String text;

  /**
   * @param text as it was typed; not blank
   */
  public NamePart(String text) {
    this.text = plain(text.strip());
  }

  boolean isOf(Job job) {
    return plain(job.submission().filename()).contains(text);
  }

  private static String plain(String name) {
    return name.replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}

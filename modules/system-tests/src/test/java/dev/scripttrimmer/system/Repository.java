package dev.scripttrimmer.system;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of this checkout. */
public final class Repository {
  private Repository() {}

  /** The top folder, from wherever the tests are started. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("trim"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  public static Path trim() {
    return root().resolve("trim");
  }

  public static Path sampleLecture() {
    return root().resolve("samples/lecture.mp4");
  }

  /** What is said in the sample lecture, and when, as its generator wrote it. */
  public static Path sampleTruth() {
    return root().resolve("samples/lecture.json");
  }
}

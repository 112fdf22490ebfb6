package dev.scripttrimmer.benchmarks.segmentation;

import dev.scripttrimmer.segmentation.LectureSegmenter;
import dev.scripttrimmer.segmentation.SegmentationConfig;
import dev.scripttrimmer.segmentation.evaluate.InteractionAccuracy;
import dev.scripttrimmer.segmentation.evaluate.InteractionFinder;
import dev.scripttrimmer.segmentation.evaluate.InteractionReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures how well interactions are found, on folders of labelled lectures: one utterance a line,
 * as {@code ROLE SECONDS WORDS}, where the role {@code lecture} is no interaction and the seconds
 * are the silence before. Meetings whose questions are labelled, and nothing else, are measured by
 * what has the form of a question.
 *
 * <p>Usage: {@code EvaluateInteractions FOLDER...}
 */
public final class EvaluateInteractions {
  private EvaluateInteractions() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.err.println("usage: EvaluateInteractions FOLDER...");
      System.exit(2);
    }
    System.out.printf("%-24s %9s %9s %9s%n", "", "precision", "recall", "F1");
    for (String folder : arguments) {
      List<InteractionReference> lectures = read(Path.of(folder));
      System.out.printf("%s: %d lectures%n", folder, lectures.size());
      print(
          "  ours",
          InteractionFinder.of(new LectureSegmenter(SegmentationConfig.DEFAULTS)),
          lectures);
      print("  questions by their form", InteractionFinder.questions(), lectures);
      print("  question openers", InteractionFinder.openers(), lectures);
    }
  }

  private static List<InteractionReference> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<InteractionReference> lectures = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        lectures.add(InteractionReference.parse(Files.readString(file)));
      }
      return lectures;
    }
  }

  private static void print(
      String name, InteractionFinder finder, List<InteractionReference> lectures) {
    InteractionAccuracy accuracy = InteractionAccuracy.of(finder, lectures);
    System.out.printf(
        Locale.ROOT,
        "%-24s %9.3f %9.3f %9.3f%n",
        name,
        accuracy.precision(),
        accuracy.recall(),
        accuracy.f1());
  }
}

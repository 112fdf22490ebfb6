package dev.scripttrimmer.benchmarks.segmentation;

import dev.scripttrimmer.segmentation.LectureSegmenter;
import dev.scripttrimmer.segmentation.SegmentationConfig;
import dev.scripttrimmer.segmentation.evaluate.NameAccuracy;
import dev.scripttrimmer.segmentation.evaluate.NamedText;
import dev.scripttrimmer.segmentation.evaluate.TopicNamer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures titles and keywords on folders of texts, one sentence a line, each topic after a line of
 * ten equals signs and the words that a person might name it with.
 *
 * <p>Usage: {@code EvaluateNames FOLDER...}
 */
public final class EvaluateNames {
  private EvaluateNames() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.err.println("usage: EvaluateNames FOLDER...");
      System.exit(2);
    }
    System.out.printf("%-24s %9s %9s%n", "", "titles", "keywords");
    for (String folder : arguments) {
      List<NamedText> texts = read(Path.of(folder));
      System.out.printf("%s: %d texts%n", folder, texts.size());
      TopicNamer ours = TopicNamer.of(new LectureSegmenter(SegmentationConfig.DEFAULTS));
      print("  ours", NameAccuracy.of(ours, texts));
      print("  most frequent words", NameAccuracy.of(TopicNamer.frequentWords(), texts));
    }
  }

  private static List<NamedText> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<NamedText> texts = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        texts.add(NamedText.parse(Files.readString(file)));
      }
      return texts;
    }
  }

  private static void print(String name, NameAccuracy accuracy) {
    System.out.printf(
        Locale.ROOT, "%-24s %9.3f %9.3f%n", name, accuracy.titles(), accuracy.keywords());
  }
}

package dev.scripttrimmer.benchmarks.segmentation;

import dev.scripttrimmer.segmentation.LectureSegmenter;
import dev.scripttrimmer.segmentation.SegmentationConfig;
import dev.scripttrimmer.segmentation.evaluate.Accuracy;
import dev.scripttrimmer.segmentation.evaluate.ChoiTexts;
import dev.scripttrimmer.segmentation.evaluate.ReferenceText;
import dev.scripttrimmer.segmentation.evaluate.TextTiling;
import dev.scripttrimmer.segmentation.evaluate.TopicFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures topic segmentation on folders of texts in the usual format: one sentence a line, a line
 * of ten equals signs between two topics. Sub-folders are looked through.
 *
 * <p>Usage: {@code EvaluateTopics FOLDER...}; with {@code --choi} before a folder, a hundred texts
 * are made of its topics the way Choi did.
 */
public final class EvaluateTopics {
  private static final int CHOI_TEXTS = 100;
  private static final long CHOI_SEED = 2000;

  private EvaluateTopics() {}

  public static void main(String[] arguments) throws IOException {
    List<String> left = new ArrayList<>(List.of(arguments));
    if (left.isEmpty()) {
      System.err.println("usage: EvaluateTopics [--choi] FOLDER...");
      System.exit(2);
    }
    System.out.printf(Locale.ROOT, "%-34s %7s %11s %8s%n", "", "Pk", "WindowDiff", "topics");
    while (!left.isEmpty()) {
      boolean choi = left.get(0).equals("--choi");
      Path folder = Path.of(left.remove(choi ? 1 : 0));
      if (choi) {
        left.remove(0);
      }
      List<ReferenceText> read = read(folder);
      print(folder, choi ? ChoiTexts.make(read, CHOI_TEXTS, CHOI_SEED) : read);
    }
  }

  private static List<ReferenceText> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<ReferenceText> texts = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        // Older corpora are not in UTF-8, and here a letter lost is no harm.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        ReferenceText reference = ReferenceText.parse(text);
        if (reference.topics() > 1) {
          texts.add(reference);
        }
      }
      return texts;
    }
  }

  private static void print(Path folder, List<ReferenceText> texts) {
    if (texts.isEmpty()) {
      System.out.printf("%s: no text with two topics or more%n", folder);
      return;
    }
    double topics = texts.stream().mapToInt(ReferenceText::topics).average().orElseThrow();
    System.out.printf(
        Locale.ROOT, "%s: %d texts, %.1f topics each%n", folder, texts.size(), topics);
    finders().forEach((name, finder) -> print(name, Accuracy.of(finder, texts)));
  }

  private static Map<String, TopicFinder> finders() {
    SegmentationConfig config =
        SegmentationConfig.DEFAULTS.withTopicLengths(Duration.ZERO, Duration.ofHours(1));
    Map<String, TopicFinder> finders = new LinkedHashMap<>();
    finders.put("  ours", TopicFinder.of(new LectureSegmenter(SegmentationConfig.DEFAULTS)));
    finders.put("  ours, topics of any length", TopicFinder.of(new LectureSegmenter(config)));
    finders.put(
        "  ours, told the number",
        text ->
            TopicFinder.of(new LectureSegmenter(config.withTargetTopics(text.topics())))
                .find(text));
    finders.put("  none", TopicFinder.none());
    finders.put("  even, told the number", TopicFinder.even());
    finders.put("  TextTiling", new TextTiling());
    return finders;
  }

  private static void print(String name, Accuracy accuracy) {
    System.out.printf(
        Locale.ROOT,
        "%-34s %7.3f %11.3f %8.1f%n",
        name,
        accuracy.pk(),
        accuracy.windowDiff(),
        accuracy.topics());
  }
}

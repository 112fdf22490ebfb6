package dev.scripttrimmer.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

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

  /** The words of the sample lecture in lower case. */
  static List<String> sampleWords() throws IOException {
    JsonNode sentences = DomainJson.mapper().readTree(sampleTruth().toFile()).get("sentences");
    return StreamSupport.stream(sentences.spliterator(), false)
        .flatMap(sentence -> Arrays.stream(sentence.get("text").textValue().split("[^a-zA-Z']+")))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}

package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Transcripts to segment. */
final class Transcripts {
  private static final String[] FUNCTION_WORDS = {
    "the", "of", "and", "so", "you", "is", "it", "what", "now", "um", "right", "any", "can"
  };

  private Transcripts() {}

  /** The text of every file in a folder of the test resources, in order of their names. */
  static List<String> texts(String folder) {
    try (Stream<Path> files =
        Files.list(Path.of(Transcripts.class.getResource("/" + folder).toURI()))) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(String path) {
    try {
      return Files.readString(Path.of(Transcripts.class.getResource("/" + path).toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One word after another without any pause, each 0.3 s long. */
  static Transcript withoutPauses(String text) {
    List<Word> words = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      double start = words.size() * 0.3;
      words.add(new Word(word, new TimeSpan(start, start + 0.3), 1));
    }
    return Transcript.ofWords(words, "en", "test");
  }

  /** Words drawn at random, with pauses of all lengths and confidences of all kinds. */
  static Transcript random(long seed, int count) {
    Random random = new Random(seed);
    int vocabulary = 20 + random.nextInt(200);
    List<Word> words = new ArrayList<>();
    double now = random.nextDouble() * 10;
    for (int i = 0; i < count; i++) {
      String text =
          random.nextBoolean()
              ? FUNCTION_WORDS[random.nextInt(FUNCTION_WORDS.length)]
              : "word" + (char) ('a' + random.nextInt(26)) + random.nextInt(vocabulary);
      double end = now + random.nextDouble() * 0.6;
      words.add(new Word(text, new TimeSpan(now, end), random.nextDouble()));
      now = end + (random.nextInt(8) == 0 ? random.nextDouble() * 4 : 0);
    }
    return Transcript.ofWords(words, "en-us", "test");
  }
}

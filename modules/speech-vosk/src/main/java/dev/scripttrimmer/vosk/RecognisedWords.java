package dev.scripttrimmer.vosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Voice;
import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the recogniser's results: JSON, timed from the chunk's start. */
final class RecognisedWords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TimeSpan chunk;

  /**
   * @param chunk where the chunk lies in the video; no word is placed outside of it
   */
  RecognisedWords(TimeSpan chunk) {
    this.chunk = chunk;
  }

  /**
   * The words of a result, timed from the video's start.
   *
   * @throws IllegalArgumentException when {@code result} is not what a recogniser writes
   */
  List<Word> read(String result) {
    List<Word> words = new ArrayList<>();
    JsonNode utterance = parse(result);
    Optional<Voice> voice = voice(utterance.path("spk"));
    for (JsonNode node : utterance.path("result")) {
      String text = node.path("word").asText();
      if (isSpoken(text)) {
        double start = place(node.path("start").asDouble());
        double end = Math.max(start, place(node.path("end").asDouble()));
        words.add(
            new Word(
                text,
                new TimeSpan(start, end),
                fraction(node.path("conf").asDouble(1)),
                words.isEmpty() ? voice : Optional.empty()));
      }
    }
    return words;
  }

  /** What a speaker model tells of an utterance; of a short one it tells nothing. */
  private static Optional<Voice> voice(JsonNode vector) {
    List<Double> numbers = new ArrayList<>();
    vector.forEach(number -> numbers.add(number.asDouble()));
    return numbers.isEmpty() ? Optional.empty() : Optional.of(new Voice(numbers));
  }

  private static JsonNode parse(String result) {
    try {
      return JSON.readTree(result);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the recogniser's result is not JSON", e);
    }
  }

  /** Models write what is no word as {@code <unk>}, {@code [noise]} and the like. */
  private static boolean isSpoken(String text) {
    return !text.isBlank() && !text.startsWith("<") && !text.startsWith("[");
  }

  private double place(double second) {
    return Math.max(chunk.start(), Math.min(chunk.end(), chunk.start() + second));
  }

  /** Sums of posteriors come out a rounding error above 1. */
  private static double fraction(double confidence) {
    return Math.max(0, Math.min(1, confidence));
  }
}

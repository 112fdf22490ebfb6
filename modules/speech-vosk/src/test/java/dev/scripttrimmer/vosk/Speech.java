package dev.scripttrimmer.vosk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.domain.speech.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A recording of four sentences in a voice that the demo model knows, and the truth about it. */
final class Speech {
  private static final int WAV_HEADER_BYTES = 44;

  private Speech() {}

  /**
   * @param start seconds
   */
  record SpokenWord(String text, double start) {}

  /** The samples, without the file's header. */
  static byte[] pcm() {
    byte[] wav = resource("speech.wav");
    String format = new String(wav, 0, 4, StandardCharsets.US_ASCII);
    if (!format.equals("RIFF")) {
      throw new IllegalStateException("not a wav file: " + format);
    }
    byte[] pcm = new byte[wav.length - WAV_HEADER_BYTES];
    System.arraycopy(wav, WAV_HEADER_BYTES, pcm, 0, pcm.length);
    return pcm;
  }

  static AudioChunk chunk() {
    return new AudioChunk(0, 0, pcm());
  }

  static List<SpokenWord> truth() {
    try {
      List<SpokenWord> words = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(resource("speech.json"))) {
        words.add(new SpokenWord(node.get("word").asText(), node.get("start").asDouble()));
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> truthText() {
    return truth().stream().map(SpokenWord::text).toList();
  }

  static List<String> text(List<Word> words) {
    return words.stream().map(Word::text).toList();
  }

  static List<Word> transcribe(Transcriber transcriber, AudioChunk chunk) {
    return transcriber.transcribe(chunk, words -> {}, new Cancellation());
  }

  private static byte[] resource(String name) {
    try (InputStream in = Speech.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.speech.Word;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vosk.Model;
import org.vosk.Recognizer;

/**
 * One recogniser at work on one chunk. Whatever goes wrong in or behind the native library comes
 * out as {@code RECOGNISER_FAILED}.
 */
final class Recognition implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recognition.class);

  private final Recognizer recognizer;
  private final RecognisedWords words;

  private Recognition(Recognizer recognizer, RecognisedWords words) {
    this.recognizer = recognizer;
    this.words = words;
  }

  static Recognition start(Model model, RecognisedWords words) {
    return guarded(
        () -> {
          Recognizer recognizer = new Recognizer(model, PcmFormat.SAMPLE_RATE);
          recognizer.setWords(true);
          return new Recognition(recognizer, words);
        });
  }

  /**
   * Takes the first {@code length} bytes of {@code pcm} in.
   *
   * @return the words of the utterance that ended in them; empty when none did
   */
  List<Word> accept(byte[] pcm, int length) {
    return guarded(
        () -> {
          int state = NativeVosk.acceptWaveform(recognizer.getPointer(), pcm, length);
          if (state < 0) {
            throw new IllegalStateException("the recogniser refuses the sound");
          }
          return state == 0 ? List.of() : words.read(recognizer.getResult());
        });
  }

  /** The words of the last utterance, which the end of the sound ends. */
  List<Word> finish() {
    return guarded(() -> words.read(recognizer.getFinalResult()));
  }

  @Override
  public void close() {
    recognizer.close();
  }

  /**
   * Also for errors: an exhausted heap, and what JNA throws for an invalid memory access, may be
   * this chunk's alone, and another node may do better.
   */
  static <T> T guarded(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception | Error e) {
      LOG.warn("recogniser failed error={}", e.toString());
      throw new TrimException(
          ErrorCode.RECOGNISER_FAILED, "The speech recogniser failed on a part of the sound.", e);
    }
  }
}

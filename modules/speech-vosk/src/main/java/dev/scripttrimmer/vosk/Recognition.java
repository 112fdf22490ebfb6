package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.speech.Word;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One recogniser at work on one chunk. Whatever goes wrong in or behind the engine comes out as
 * {@code RECOGNISER_FAILED}.
 */
final class Recognition implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recognition.class);

  private final SpeechEngine.Session session;
  private final RecognisedWords words;

  private Recognition(SpeechEngine.Session session, RecognisedWords words) {
    this.session = session;
    this.words = words;
  }

  static Recognition start(SpeechEngine engine, RecognisedWords words) {
    return new Recognition(guarded(engine::open), words);
  }

  /**
   * Takes the first {@code length} bytes of {@code pcm} in.
   *
   * @return the words of the utterance that ended in them; empty when none did
   */
  List<Word> accept(byte[] pcm, int length) {
    return guarded(() -> session.accept(pcm, length).map(words::read).orElse(List.of()));
  }

  /** The words of the last utterance, which the end of the sound ends. */
  List<Word> finish() {
    return guarded(() -> words.read(session.finish()));
  }

  @Override
  public void close() {
    session.close();
  }

  /**
   * Also for errors: an exhausted heap, and what JNA throws for an invalid memory access, may be
   * this chunk's alone, and another node may do better.
   */
  static <T> T guarded(Callable<T> work) {
    try {
      return work.call();
    } catch (TrimException e) {
      throw e;
    } catch (Exception | Error e) {
      LOG.warn("recogniser failed error={}", e.toString());
      throw new TrimException(
          ErrorCode.RECOGNISER_FAILED, "The speech recogniser failed on a part of the sound.", e);
    }
  }
}

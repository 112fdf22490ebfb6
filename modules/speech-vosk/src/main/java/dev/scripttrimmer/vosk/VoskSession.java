package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.media.PcmFormat;
import java.io.IOException;
import java.util.Optional;
import org.vosk.Model;
import org.vosk.Recognizer;
import org.vosk.SpeakerModel;

/** Vosk's recogniser in this process. */
final class VoskSession implements SpeechEngine.Session {
  private final Recognizer recognizer;
  private final Runnable afterwards;

  /**
   * @param afterwards runs once the recogniser is freed
   */
  VoskSession(Model model, Optional<SpeakerModel> speakers, Runnable afterwards)
      throws IOException {
    this.recognizer = new Recognizer(model, PcmFormat.SAMPLE_RATE);
    this.afterwards = afterwards;
    recognizer.setWords(true);
    speakers.ifPresent(recognizer::setSpeakerModel);
  }

  @Override
  public Optional<String> accept(byte[] pcm, int length) {
    int state = NativeVosk.acceptWaveform(recognizer.getPointer(), pcm, length);
    if (state < 0) {
      throw new IllegalStateException("the recogniser refuses the sound");
    }
    return state == 0 ? Optional.empty() : Optional.of(recognizer.getResult());
  }

  @Override
  public String finish() {
    return recognizer.getFinalResult();
  }

  @Override
  public void close() {
    recognizer.close();
    afterwards.run();
  }
}

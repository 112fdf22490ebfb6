package dev.scripttrimmer.vosk;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.vosk.LibVosk;

/** The native library, set up once, and the one call that its Java wrapper falsifies. */
final class NativeVosk {
  /** Below the wrapper's lowest level: errors only. */
  private static final int ERRORS_ONLY = -1;

  private static final Function ACCEPT_WAVEFORM;

  static {
    // Read when the wrapper binds its functions. Words and paths are UTF-8 whatever the locale.
    System.setProperty("jna.encoding", "UTF-8");
    LibVosk.vosk_set_log_level(ERRORS_ONLY);
    ACCEPT_WAVEFORM =
        NativeLibrary.getInstance(
                Platform.isWindows() ? "libvosk" : "vosk", LibVosk.class.getClassLoader())
            .getFunction("vosk_recognizer_accept_waveform");
  }

  private NativeVosk() {}

  /** Has the static set-up run, before anything of the wrapper is used. */
  static void load() {}

  /**
   * Feeds a recogniser. The wrapper's own method returns true both for an utterance's end and for a
   * failure.
   *
   * @return 1 when an utterance has ended, 0 when it goes on, -1 when the recogniser failed
   */
  static int acceptWaveform(Pointer recognizer, byte[] pcm, int length) {
    return ACCEPT_WAVEFORM.invokeInt(new Object[] {recognizer, pcm, length});
  }
}

package dev.scripttrimmer.vosk;

import com.sun.jna.Pointer;
import dev.scripttrimmer.domain.speech.AudioChunk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The recogniser's process, but some sounds kill it as a defect of the native library would. */
final class PoisonedRecogniser {
  private static final int LABEL_BYTES = 8;

  /** What a sound does to whoever hears it. */
  enum Poison {
    /** Reads where there is no memory: the virtual machine dies of SIGSEGV. */
    SEGFAULT,
    HEAP,
    HANG;

    /** A second of that sound. */
    AudioChunk chunk() {
      byte[] pcm = new byte[32_000];
      byte[] label = name().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(label, 0, pcm, 0, label.length);
      return new AudioChunk(0, 0, pcm);
    }

    private boolean isIn(byte[] pcm) {
      String start = new String(Arrays.copyOf(pcm, LABEL_BYTES), StandardCharsets.US_ASCII);
      return start.strip().startsWith(name());
    }
  }

  private PoisonedRecogniser() {}

  static RecogniserCommand command(Path model) {
    return new RecogniserCommand(PoisonedRecogniser.class, List.of(model.toString()));
  }

  public static void main(String[] arguments) {
    RecogniserMain.serve(
        () -> new Engine(SharedModel.load(Path.of(arguments[0]), Optional.empty())));
  }

  private record Engine(SpeechEngine sound) implements SpeechEngine {
    @Override
    public Session open() {
      return new Tasting(sound.open());
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  private record Tasting(SpeechEngine.Session sound) implements SpeechEngine.Session {
    @Override
    public Optional<String> accept(byte[] pcm, int length) {
      if (Poison.SEGFAULT.isIn(pcm)) {
        new Pointer(8).getByte(0);
      } else if (Poison.HEAP.isIn(pcm)) {
        List<byte[]> hoard = new ArrayList<>();
        while (true) {
          hoard.add(new byte[1 << 20]);
        }
      } else if (Poison.HANG.isIn(pcm)) {
        while (true) {
          LockSupport.park();
        }
      }
      return sound.accept(pcm, length);
    }

    @Override
    public String finish() {
      return sound.finish();
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}

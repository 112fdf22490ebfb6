import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/**
 * Recognises 16-bit mono 16 kHz WAVE files with the real Vosk, in the chunks of a live stream.
 *
 * <p>usage: Decode MODEL WORDS.jsonl WAVE... ; prints processor seconds per second of audio.
 */
class Decode {
  private static final int HEADER = 44;
  private static final int RATE = 16_000;
  private static final int CHUNK = 8_000;

  public static void main(String[] arguments) throws Exception {
    LibVosk.setLogLevel(LogLevel.WARNINGS);
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double audio = 0;
    try (Model model = new Model(arguments[0]);
        PrintWriter out = new PrintWriter(arguments[1])) {
      long before = system.getProcessCpuTime();
      for (String wave : List.of(arguments).subList(2, arguments.length)) {
        byte[] samples = Files.readAllBytes(Path.of(wave));
        audio += (samples.length - HEADER) / 2.0 / RATE;
        List<String> results = new ArrayList<>();
        try (Recognizer recognizer = new Recognizer(model, RATE)) {
          recognizer.setWords(true);
          for (int from = HEADER; from < samples.length; from += CHUNK) {
            byte[] chunk = Arrays.copyOfRange(samples, from, Math.min(from + CHUNK, samples.length));
            if (recognizer.acceptWaveForm(chunk, chunk.length)) {
              results.add(recognizer.getResult());
            }
          }
          results.add(recognizer.getFinalResult());
        }
        out.println("[" + String.join(",", results).replace("\n", " ") + "]");
      }
      System.out.println((system.getProcessCpuTime() - before) / 1e9 / audio);
    }
  }
}

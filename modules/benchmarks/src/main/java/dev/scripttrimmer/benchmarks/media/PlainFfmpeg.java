package dev.scripttrimmer.benchmarks.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** ffmpeg as one would type it: what the product is compared with. */
final class PlainFfmpeg {
  private final Path program;

  PlainFfmpeg(Path program) {
    this.program = program;
  }

  /** A lecture-like video: moving test picture, ten-second GOP, tone. */
  void generate(Path target, String size, int seconds) throws IOException {
    run(
        List.of(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=" + size + ":r=30:d=" + seconds,
            "-f",
            "lavfi",
            "-i",
            "aevalsrc=0.3*sin(2*PI*440*t)*sin(t):s=48000:d=" + seconds,
            "-c:v",
            "libx264",
            "-preset",
            "superfast",
            "-crf",
            "23",
            "-bf",
            "3",
            "-g",
            "300",
            "-keyint_min",
            "300",
            "-sc_threshold",
            "0",
            "-c:a",
            "aac",
            target.toString()));
  }

  /** The same video over and over, as often as {@code times}, copied. */
  void repeat(Path media, int times, Path target) throws IOException {
    run(
        List.of(
            "-stream_loop",
            "" + (times - 1),
            "-i",
            media.toString(),
            "-c",
            "copy",
            "-movflags",
            "+faststart",
            target.toString()));
  }

  /** One clip, all pictures encoded again. */
  void encodeClip(Path media, double start, double length, Path target) throws IOException {
    run(
        List.of(
            "-ss",
            "" + start,
            "-t",
            "" + length,
            "-i",
            media.toString(),
            "-c:v",
            "libx264",
            "-preset",
            "superfast",
            "-crf",
            "18",
            "-c:a",
            "copy",
            target.toString()));
  }

  /** One clip as a process of its own that reads the video from its start. */
  void copyClip(Path media, double start, double length, Path target) throws IOException {
    run(
        List.of(
            "-i",
            media.toString(),
            "-ss",
            "" + start,
            "-t",
            "" + length,
            "-c",
            "copy",
            target.toString()));
  }

  /** All sound as MP3. */
  void extractMp3(Path media, Path target) throws IOException {
    run(List.of("-i", media.toString(), "-vn", "-c:a", "mp3", "-b:a", "192k", target.toString()));
  }

  private void run(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "-nostdin", "-v", "error", "-y"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    // The bundled program's libraries find each other only so.
    builder.environment().put("LD_LIBRARY_PATH", program.getParent().toString());
    Process process = builder.start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("ffmpeg failed: " + arguments);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

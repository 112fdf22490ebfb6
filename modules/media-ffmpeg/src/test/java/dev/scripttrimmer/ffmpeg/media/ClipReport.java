package dev.scripttrimmer.ffmpeg.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a player would show of a clip of a {@link TestVideo}.
 *
 * @param pictures the number that each picture shows, in showing order
 * @param times when each is shown, in seconds
 * @param tones when each tone starts to be heard, in seconds
 */
public record ClipReport(List<Integer> pictures, List<Double> times, List<Double> tones) {
  private static final int RATE = 16_000;

  /** Decodes everything; fails when the decoder complains about anything. */
  public static ClipReport of(Path clip) {
    return new ClipReport(pictures(clip, false), times(clip), tones(clip));
  }

  /** When a picture is shown; for the number after the last, when that one ends, estimated. */
  public double second(int picture) {
    int last = times.size() - 1;
    return picture <= last ? times.get(picture) : times.get(last) + times.get(1) - times.get(0);
  }

  /**
   * The pictures of the bare H.264 stream with nothing but the parameter sets of the file's header
   * in front of it, as a strict player feeds its decoder.
   */
  public static List<Integer> bareStream(Path clip) {
    Path bare = clip.resolveSibling(clip.getFileName() + ".h264");
    Tool.ffmpeg("-i", clip.toString(), "-map", "0:v", "-c", "copy", "-y", bare.toString());
    return pictures(bare, false);
  }

  /** The numbers of pictures that are shown upside down. */
  public static List<Integer> turnedPictures(Path clip) {
    return pictures(clip, true);
  }

  private static List<Integer> pictures(Path clip, boolean turned) {
    String crop = "crop=iw:" + TestVideo.STRIP + ":0:0";
    byte[] fields =
        Tool.ffmpeg(
            "-i",
            clip.toString(),
            "-map",
            "0:v",
            "-fps_mode",
            "passthrough",
            "-vf",
            (turned ? "hflip,vflip," : "")
                + (crop + ",scale=" + TestVideo.BITS + ":1:flags=area,format=gray,setpts=N/TB"),
            "-f",
            "rawvideo",
            "pipe:1");
    List<Integer> numbers = new ArrayList<>();
    for (int at = 0; at < fields.length; at += TestVideo.BITS) {
      int number = 0;
      for (int bit = 0; bit < TestVideo.BITS; bit++) {
        number |= (Byte.toUnsignedInt(fields[at + bit]) > 127 ? 1 : 0) << bit;
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static List<Double> times(Path clip) {
    double start =
        Double.parseDouble(
            Tool.ffprobe("-show_entries", "format=start_time", "-of", "csv=p=0", clip.toString())
                .get(0));
    return Tool.ffprobe(
            "-select_streams",
            "v:0",
            "-show_entries",
            "frame=best_effort_timestamp_time",
            "-of",
            "csv=p=0",
            clip.toString())
        .stream()
        .map(line -> line.replace(",", ""))
        .filter(line -> !line.isBlank())
        .map(line -> Double.parseDouble(line) - start)
        .toList();
  }

  private static List<Double> tones(Path clip) {
    ByteBuffer samples =
        ByteBuffer.wrap(
                Tool.ffmpeg(
                    "-i",
                    clip.toString(),
                    "-map",
                    "0:a",
                    "-af",
                    "aresample=osr="
                        + RATE
                        + ":ochl=mono:osf=s16:async=1:min_hard_comp=0.02:first_pts=0",
                    "-f",
                    "s16le",
                    "pipe:1"))
            .order(ByteOrder.LITTLE_ENDIAN);
    return onsets(samples);
  }

  /** A tone starts where it is loud after a fifth of a second without sound. */
  public static List<Double> onsets(ByteBuffer samples) {
    List<Double> onsets = new ArrayList<>();
    int quiet = RATE;
    for (int i = 0; samples.remaining() >= 2; i++) {
      boolean loud = Math.abs(samples.getShort()) > 3000;
      if (loud && quiet > RATE / 5) {
        onsets.add((double) i / RATE);
      }
      quiet = loud ? 0 : quiet + 1;
    }
    return onsets;
  }
}

package dev.scripttrimmer.ffmpeg.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A video in which every picture shows its own number as a row of 16 black and white fields, lowest
 * bit left, and every whole second is heard as a short tone.
 *
 * @param rate pictures a second, such as {@code 30000/1001}
 * @param count how many
 */
public record TestVideo(
    String rate, int count, List<String> videoOptions, List<String> audioOptions) {
  static final int BITS = 16;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  static final int STRIP = 36;

  /** H.264 with B-frames and a closed GOP of this many pictures, and AAC. */
  public static TestVideo h264(String rate, int count, int gop) {
    return new TestVideo(
        rate,
        count,
        List.of("-c:v", "libx264", "-preset", "veryfast", "-bf", "3", "-g", "" + gop),
        List.of("-c:a", "aac"));
  }

  /** The same with more options for its pictures. */
  public TestVideo video(String... options) {
    List<String> all = new ArrayList<>(videoOptions);
    all.addAll(List.of(options));
    return new TestVideo(rate, count, all, audioOptions);
  }

  /** The same with another coder for its pictures. */
  public TestVideo coded(String coder, String... options) {
    return new TestVideo(rate, count, List.of("-c:v", coder), audioOptions).video(options);
  }

  /** The same with other options for its sound. */
  public TestVideo audio(String... options) {
    return new TestVideo(rate, count, videoOptions, List.of(options));
  }

  /** Its length. */
  public double seconds() {
    return count / perSecond();
  }

  private double perSecond() {
    String[] parts = rate.split("/");
    return Double.parseDouble(parts[0]) / (parts.length > 1 ? Double.parseDouble(parts[1]) : 1);
  }

  /** Writes it to {@code target}, whose name tells the container. */
  public Path writeTo(Path target, String... outputOptions) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-f", "lavfi", "-i", pictures()));
    arguments.addAll(List.of("-f", "lavfi", "-i", tones()));
    arguments.addAll(videoOptions);
    arguments.addAll(audioOptions);
    arguments.addAll(List.of(outputOptions));
    arguments.addAll(List.of("-y", target.toString()));
    Tool.ffmpeg(arguments.toArray(String[]::new));
    return target;
  }

  private String pictures() {
    String common = ":r=" + rate;
    return ("testsrc2=s=" + WIDTH + "x" + HEIGHT + common + "[back];")
        + ("color=s=" + BITS + "x1" + common + ",format=gray,")
        + "geq=lum='255*mod(floor(N/pow(2\\,X))\\,2)',"
        + ("scale=" + WIDTH + ":" + STRIP + ":flags=neighbor,format=yuv420p[number];")
        + "[back][number]overlay=0:0,format=yuv420p,trim=end_frame="
        + count;
  }

  private String tones() {
    return "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t\\,1)\\,0.1)':s=48000:d=" + seconds();
  }
}

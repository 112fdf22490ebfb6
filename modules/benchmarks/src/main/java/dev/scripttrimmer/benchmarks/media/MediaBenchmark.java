package dev.scripttrimmer.benchmarks.media;

import dev.scripttrimmer.app.config.ConfigLoader;
import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.ClipCutter.Clip;
import dev.scripttrimmer.domain.media.ClipCutter.ClipOrder;
import dev.scripttrimmer.domain.media.ClipCutter.CutListener;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.ffmpeg.FfmpegConfig;
import dev.scripttrimmer.ffmpeg.FfmpegMedia;
import dev.scripttrimmer.ffmpeg.cut.CutMode;
import dev.scripttrimmer.ffmpeg.mp4.Mp4Index;
import dev.scripttrimmer.ffmpeg.process.SandboxMode;
import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures processor time side by side, one table row each. Arguments: a folder for generated media
 * and results; minutes of video (10); clips that are encoded in full (12); picture sizes (1280x720
 * 1920x1080). Fast clips cover the whole video.
 */
public final class MediaBenchmark {
  private final Path folder;
  private final int seconds;
  private final int mostClips;
  private final PlainFfmpeg plain;

  private MediaBenchmark(Path folder, int seconds, int mostClips) {
    this.folder = folder;
    this.seconds = seconds;
    this.mostClips = mostClips;
    plain =
        new PlainFfmpeg(FfmpegToolchain.find(Optional.empty(), Optional.empty(), folder).ffmpeg());
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    int mostClips = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 12;
    List<String> sizes =
        arguments.length > 3
            ? List.of(arguments).subList(3, arguments.length)
            : List.of("1280x720", "1920x1080");
    new ConfigLoader().load(Optional.empty(), Map.of(), Map.of("log.level", "warn")).log().apply();
    MediaBenchmark benchmark = new MediaBenchmark(folder, minutes * 60, mostClips);
    for (String size : sizes) {
      benchmark.measure(size);
    }
  }

  private void measure(String size) throws IOException {
    Path video = folder.resolve(size + "-" + seconds + ".mp4");
    if (!Files.exists(video)) {
      Path minute = folder.resolve(size + "-minute.mp4");
      plain.generate(minute, size, 60);
      plain.repeat(minute, seconds / 60, video);
      Files.delete(minute);
    }
    System.out.printf("%s, %d s, %d MB%n", size, seconds, Files.size(video) >> 20);
    long start = System.nanoTime();
    Mp4Index.read(video);
    System.out.printf("  index read in %.3f s%n", (System.nanoTime() - start) / 1e9);
    // A process inside bwrap has no parent that could count its time.
    FfmpegConfig config = FfmpegConfig.defaults(folder).withSandbox(SandboxMode.OFF);
    try (FfmpegMedia exact = new FfmpegMedia(config);
        FfmpegMedia fast = new FfmpegMedia(config.withCutMode(CutMode.FAST))) {
      // A node compiles its code once, not for every video.
      cut(fast, video, orders(45, 50, 1));
      cut(exact, video, orders(45, 50, 1));
      sound(exact, video);
      clips("exact, 45 s clips / full encode", exact, video, 45, 50);
      clips("exact, 20 s clips / full encode", exact, video, 20, 50);
      fastClips(fast, video);
    }
  }

  private void sound(FfmpegMedia media, Path video) throws IOException {
    MediaInfo info = media.probe().probe(video, new Cancellation());
    double[] first = new double[1];
    double ours =
        cpu(
            () -> {
              long start = System.nanoTime();
              byte[] second = new byte[PcmFormat.BYTES_PER_SECOND];
              try (PcmStream sound = media.audio().open(video, info, new Cancellation())) {
                sound.read(second);
                first[0] = (System.nanoTime() - start) / 1e9;
                while (sound.read(second) > 0) {
                  // Decoding is what is measured.
                }
              }
            });
    double theirs = cpu(() -> plain.extractMp3(video, folder.resolve("sound.mp3")));
    row("sound as PCM / as MP3 192k", ours, theirs);
    System.out.printf("  first second of sound after %.3f s%n", first[0]);
  }

  private void clips(String name, FfmpegMedia media, Path video, double length, double step)
      throws IOException {
    List<ClipOrder> orders = orders(length, step, mostClips);
    double ours = cpu(() -> cut(media, video, orders));
    double theirs =
        cpu(
            () -> {
              for (ClipOrder order : orders) {
                plain.encodeClip(video, order.span().start(), length, folder.resolve("plain.mp4"));
              }
            });
    row(name, ours, theirs);
  }

  private void fastClips(FfmpegMedia media, Path video) throws IOException {
    List<ClipOrder> orders = orders(45, 45, seconds);
    double ours = cpu(() -> cut(media, video, orders));
    double theirs =
        cpu(
            () -> {
              for (ClipOrder order : orders) {
                plain.copyClip(video, order.span().start(), 45, folder.resolve("plain.mp4"));
              }
            });
    row("fast, 45 s clips / copies by output-side seeking", ours, theirs);
    long before = ReadBytes.count();
    cut(media, video, orders);
    long between = ReadBytes.count();
    for (ClipOrder order : orders) {
      plain.copyClip(video, order.span().start(), 45, folder.resolve("plain.mp4"));
    }
    long after = ReadBytes.count();
    System.out.printf(
        "  %-50s %6d MB / %6d MB = %5.1f %%%n",
        "the same, bytes read",
        (between - before) >> 20,
        (after - between) >> 20,
        100.0 * (between - before) / (after - between));
  }

  /**
   * At most so many clips, evenly over the video; starts between keyframes, at ever other distances
   * from them.
   */
  private List<ClipOrder> orders(double length, double step, int most) {
    List<ClipOrder> orders = new ArrayList<>();
    double apart = Math.max(step + 1.3, Math.floor((double) seconds / most) + 1.3);
    for (double start = 1.7; start + length < seconds; start += apart) {
      orders.add(
          new ClipOrder(
              new TimeSpan(start, start + length),
              folder.resolve("clip" + orders.size() + ".mp4")));
    }
    return orders;
  }

  private static void cut(FfmpegMedia media, Path video, List<ClipOrder> orders) {
    MediaInfo info = media.probe().probe(video, new Cancellation());
    media.cutter().cut(video, info, orders, new Silent(), new Cancellation());
  }

  private static double cpu(Work work) throws IOException {
    double before = CpuClock.seconds();
    work.run();
    return CpuClock.seconds() - before;
  }

  private static void row(String name, double ours, double theirs) {
    System.out.printf(
        "  %-50s %7.2f s / %7.2f s = %5.1f %%%n", name, ours, theirs, 100 * ours / theirs);
  }

  private static final class Silent implements CutListener {
    @Override
    public void progressed(double fraction) {
      // Not measured.
    }

    @Override
    public void finished(int order, Clip clip) {
      // Not measured.
    }
  }
}

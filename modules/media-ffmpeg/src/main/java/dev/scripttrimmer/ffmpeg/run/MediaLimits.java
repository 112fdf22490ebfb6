package dev.scripttrimmer.ffmpeg.run;

import dev.scripttrimmer.ffmpeg.process.ProcessLimits;
import java.time.Duration;

/**
 * How large a video may be, and what working on it may use.
 *
 * @param duration the longest video, by what it declares and by what is decoded
 * @param streams the most streams in one file
 * @param side the most pixels of width or height
 * @param pixels the most pixels of one picture
 * @param clipSize the longest file that is written, bytes
 * @param probeTime wall-clock time for looking into a file
 * @param workTime wall-clock time for one run of ffmpeg
 * @param cpuTime processor time, all threads together, for one run of ffmpeg
 * @param memory address space of one run of ffmpeg, bytes
 */
public record MediaLimits(
    Duration duration,
    int streams,
    int side,
    long pixels,
    long clipSize,
    Duration probeTime,
    Duration workTime,
    Duration cpuTime,
    long memory) {

  /** Lectures up to 12 hours and 8K. */
  public static MediaLimits defaults() {
    return new MediaLimits(
        Duration.ofHours(12),
        64,
        8192,
        8192L * 4320,
        16L << 30,
        Duration.ofSeconds(60),
        Duration.ofHours(2),
        Duration.ofHours(8),
        8L << 30);
  }

  public MediaLimits {
    if (duration.toSeconds() < 1 || streams < 1 || side < 1 || pixels < 1) {
      throw new IllegalArgumentException("limits leave room for some video");
    }
  }

  /** For looking into a file. */
  public ProcessLimits probing() {
    return new ProcessLimits(probeTime, probeTime, memory, clipSize);
  }

  /** For sound that is decoded no faster than somebody listens to it. */
  public ProcessLimits listening() {
    Duration longest = workTime.compareTo(duration) > 0 ? workTime : duration;
    return new ProcessLimits(longest, cpuTime, memory, clipSize);
  }

  /** For decoding and encoding. */
  public ProcessLimits working() {
    return new ProcessLimits(workTime, cpuTime, memory, clipSize);
  }
}

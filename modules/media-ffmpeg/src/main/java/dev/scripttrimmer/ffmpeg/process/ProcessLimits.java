package dev.scripttrimmer.ffmpeg.process;

import java.time.Duration;

/**
 * What one child process may use. The wall clock is kept by this program; the rest by the kernel,
 * where {@code prlimit} is there to ask for it.
 *
 * @param wall time from start to end, more than 0
 * @param cpu processor time of all its threads, at least a second
 * @param memory address space in bytes, more than 0
 * @param fileSize the longest file that it may write, bytes, more than 0
 */
public record ProcessLimits(Duration wall, Duration cpu, long memory, long fileSize) {
  public ProcessLimits {
    if (wall.isNegative() || wall.isZero() || cpu.toSeconds() < 1 || memory <= 0 || fileSize <= 0) {
      throw new IllegalArgumentException("limits are more than nothing");
    }
  }
}

package dev.scripttrimmer.benchmarks.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of this program and of all its children that have ended (Linux, proc(5)). */
final class CpuClock {
  private static final double TICKS_PER_SECOND = 100;
  private static final int FIRST_OF_FOUR_TIMES = 11;

  private CpuClock() {}

  static double seconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    // Fields are counted from behind the program's name, which may hold spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = FIRST_OF_FOUR_TIMES; i < FIRST_OF_FOUR_TIMES + 4; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }
}

package dev.scripttrimmer.benchmarks.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of a server's time went into compiling itself.
 *
 * @param compiler ticks of its just-in-time compilers
 * @param all ticks of all its threads
 */
record CompilerTime(long compiler, long all) {
  private static final int USER_TICKS = 11;

  static CompilerTime of(Peer peer) throws IOException {
    long compiler = 0;
    long all = 0;
    for (long pid : peer.pids()) {
      Path process = Path.of("/proc", String.valueOf(pid));
      all += ticks(process);
      List<Path> threads;
      try (Stream<Path> listed = Files.list(process.resolve("task"))) {
        threads = listed.toList();
      }
      for (Path thread : threads) {
        compiler += compilerTicks(thread);
      }
    }
    return new CompilerTime(compiler, all);
  }

  private static long compilerTicks(Path thread) throws IOException {
    try {
      String name = Files.readString(thread.resolve("comm"));
      return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler") ? ticks(thread) : 0;
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }

  /** In user and system mode, as proc(5) has it. */
  private static long ticks(Path folder) throws IOException {
    String stat = Files.readString(folder.resolve("stat"));
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(afterName[USER_TICKS]) + Long.parseLong(afterName[USER_TICKS + 1]);
  }

  /** 0 to 1. */
  double shareSince(CompilerTime before) {
    long spent = all - before.all;
    return spent == 0 ? 0 : Math.max(0, (double) (compiler - before.compiler) / spent);
  }
}

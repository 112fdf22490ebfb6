package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread of all this machine's processes at a time write a folder. */
final class FolderLock {
  // A file lock belongs to the whole process: asked for twice in one, it throws.
  private static final ConcurrentMap<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private FolderLock() {}

  /** What is done while nobody else writes. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Waits its turn to write {@code folder}; creates the parent, for a lock file that stays. */
  static void whileHeld(Path folder, Action action) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Path file = absolute.resolveSibling("." + absolute.getFileName() + ".lock");
    Files.createDirectories(file.getParent());
    ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(file, f -> new ReentrantLock());
    inProcess.lock();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock acrossProcesses = channel.lock();
      try {
        action.run();
      } finally {
        acrossProcesses.release();
      }
    } finally {
      inProcess.unlock();
    }
  }
}

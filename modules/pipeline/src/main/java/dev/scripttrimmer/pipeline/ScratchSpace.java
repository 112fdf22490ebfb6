package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's part of the scratch folder. Its lock file tells the living from the dead: whoever
 * opens a scratch space, or begins a run in one, first removes what processes that were killed left
 * behind.
 */
public final class ScratchSpace implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String PREFIX = "node-";
  private static final Logger LOG = LoggerFactory.getLogger(ScratchSpace.class);

  /**
   * Homes of this process. Their lock files must not be opened again: on POSIX systems, closing any
   * channel of a file gives up all locks that the process has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path home;
  private final FileChannel channel;
  private final Set<Folder> folders = ConcurrentHashMap.newKeySet();

  private ScratchSpace(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /**
   * @param root shared by the processes of a machine; created when missing
   * @throws UncheckedIOException when the folder cannot be written
   */
  public static ScratchSpace open(Path root) {
    try {
      Files.createDirectories(root);
      sweep(root);
      // Made under another name: what has its final name is locked for as long as its process
      // lives.
      String name = UUID.randomUUID().toString();
      Path fresh = Files.createDirectory(root.resolve("new-" + name));
      FileChannel channel =
          FileChannel.open(
              fresh.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel.lock();
      Path home = root.resolve(PREFIX + name).toAbsolutePath();
      OWN.add(home);
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
      return new ScratchSpace(home, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch folder cannot be used", e);
    }
  }

  private static void sweep(Path root) throws IOException {
    List<Path> homes;
    try (Stream<Path> entries = Files.list(root)) {
      homes = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path home : homes) {
      try {
        if (!OWN.contains(home.toAbsolutePath()) && isAbandoned(home)) {
          deleteTree(home);
        }
      } catch (IOException | UncheckedIOException e) {
        // Another process sweeps, too, or its owner has just removed it.
        LOG.debug("scratch folder not swept", e);
      }
    }
  }

  private static boolean isAbandoned(Path home) throws IOException {
    try (FileChannel channel = FileChannel.open(home.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  /**
   * A new folder for one run.
   *
   * @param bytes what the run will need at most; what other runs of this process were promised and
   *     have not used yet is not free
   * @throws TrimException {@code SCRATCH_FULL} when that is more than the disk has free
   */
  public synchronized Folder folder(long bytes) {
    try {
      sweep(home.getParent());
      long promised = 0;
      for (Folder other : folders) {
        promised += Math.max(0, other.bytes - sizeOf(other.path));
      }
      // Asks the file system itself: a FileStore needs a mount table that containers may not show.
      if (home.toFile().getUsableSpace() - promised < bytes) {
        throw new TrimException(
            ErrorCode.SCRATCH_FULL, "The worker has too little disk space for this video.");
      }
      Folder folder = new Folder(Files.createTempDirectory(home, "run-"), bytes, folders);
      folders.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch folder cannot be used", e);
    }
  }

  /** Removes everything. */
  @Override
  public void close() {
    try (channel) {
      deleteTree(home);
      OWN.remove(home);
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch folder cannot be closed", e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static long sizeOf(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.mapToLong(file -> file.toFile().length()).sum();
    } catch (UncheckedIOException e) {
      // Files come and go while a run works.
      return 0;
    }
  }

  /** The files of one run; gone when it is closed. */
  public static final class Folder implements AutoCloseable {
    private final Path path;
    private final long bytes;
    private final Set<Folder> open;

    private Folder(Path path, long bytes, Set<Folder> open) {
      this.path = path;
      this.bytes = bytes;
      this.open = open;
    }

    public Path path() {
      return path;
    }

    public Path file(String name) {
      return path.resolve(name);
    }

    @Override
    public void close() {
      try {
        open.remove(this);
        deleteTree(path);
      } catch (IOException e) {
        throw new UncheckedIOException("a run's files cannot be removed", e);
      }
    }
  }
}

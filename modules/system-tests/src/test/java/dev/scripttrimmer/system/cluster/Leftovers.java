package dev.scripttrimmer.system.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tests that were killed could not take down. Whatever outlives its process, such as a folder,
 * a mounted disk or a network, has the process's number in its name, and the next test takes it
 * down.
 */
final class Leftovers {
  /** The number of this process. */
  static final long OWN = ProcessHandle.current().pid();

  private Leftovers() {}

  /**
   * Makes an empty folder among the temporary ones, and removes those of the same name that
   * processes left which are no more: with disks mounted in them, and nodes that stand still there.
   */
  static Path folder(String name) throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    removeFolders(parent, name);
    return Files.createTempDirectory(parent, name + "-" + OWN + "-");
  }

  /** Removes the folders in {@code parent} that {@link #folder} made in processes now dead. */
  static void removeFolders(Path parent, String name) throws IOException {
    Pattern pattern = Pattern.compile(Pattern.quote(name) + "-(\\d+)-.*");
    List<Path> left;
    try (Stream<Path> folders = Files.list(parent)) {
      left = folders.filter(folder -> isLeft(pattern, folder.getFileName().toString())).toList();
    }
    for (Path folder : left) {
      endProcesses(folder);
      unmountAll(folder);
      delete(folder);
    }
  }

  /**
   * @param pattern whose first group is a process number
   * @return whether the name is of a process that is no more
   */
  static boolean isLeft(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches()
        && ProcessHandle.of(Long.parseLong(matcher.group(1)))
            .filter(ProcessHandle::isAlive)
            .isEmpty();
  }

  /** Most end by themselves with the test that started them; not so those that are frozen. */
  private static void endProcesses(Path folder) {
    ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").contains(folder.toString()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static void unmountAll(Path folder) throws IOException {
    Path mounts = Path.of("/proc/self/mounts");
    if (!Files.exists(mounts)) {
      return;
    }
    for (String line : Files.readAllLines(mounts)) {
      String point = line.split(" ")[1];
      if (point.startsWith(folder + "/")) {
        Commands.run("umount", "-l", point);
      }
    }
  }

  /** Removes a folder with all that is in it. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

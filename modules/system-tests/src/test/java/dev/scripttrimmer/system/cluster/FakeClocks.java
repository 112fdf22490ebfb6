package dev.scripttrimmer.system.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Nodes whose wall clocks a test sets, one by one, while they run: libfaketime stands between the
 * process and the operating system. The monotonic clock stays what it is, as on a real machine
 * whose time is set.
 */
final class FakeClocks implements Site {
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String NAME = "faketime/libfaketime.so.1";

  private final Path library;
  private final Path folder;

  private FakeClocks(Path library) throws IOException {
    this.library = library;
    this.folder = Leftovers.folder("fake-clocks");
  }

  /**
   * @return empty where libfaketime is not installed
   */
  static Optional<FakeClocks> make() throws IOException {
    if (!Files.isDirectory(LIBRARIES)) {
      return Optional.empty();
    }
    try (Stream<Path> architectures = Files.list(LIBRARIES)) {
      Optional<Path> library =
          architectures.map(folder -> folder.resolve(NAME)).filter(Files::exists).findFirst();
      return library.isPresent() ? Optional.of(new FakeClocks(library.get())) : Optional.empty();
    }
  }

  @Override
  public InetAddress storeAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public Place place(String node) {
    set(node, Duration.ZERO);
    return new Place(
        List.of(),
        Map.of(
            "LD_PRELOAD",
            library.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            folder.resolve(node).toString(),
            // Seconds between two looks at that file.
            "FAKETIME_CACHE_DURATION",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            // A remedy for another program's trouble; with it, every timed wait of a JVM spins.
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0"),
        Map.of());
  }

  /** Sets a node's clock to so much before or after this machine's, within a second or so. */
  void set(String node, Duration offset) {
    try {
      Path next = Files.writeString(folder.resolve("next"), "%+d\n".formatted(offset.toSeconds()));
      Files.move(next, folder.resolve(node), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Leftovers.delete(folder);
  }
}

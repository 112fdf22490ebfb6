package dev.scripttrimmer.system.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A network of this machine's own (Linux): each node in a namespace, all on one bridge, where the
 * object store is, too. Packets between two that are parted go to a hardware address that nobody
 * has, so they vanish without a word, as on a broken line.
 */
final class SplitNetwork implements Site {
  private static final String NOBODY = "02:00:00:00:00:00";
  private static final String PREFIX = "trim";

  /** What no wiring gave: whoever is parted from this one cannot reach the object store. */
  static final String STORE = "store";

  // Addresses meant for trials of networks (RFC 2544), so they are nobody's.
  private final String net = "198.18.%d.".formatted(ThreadLocalRandom.current().nextInt(256));
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Deque<List<String>> undo = new ArrayDeque<>();

  private SplitNetwork() {}

  /**
   * @return empty where this machine lets nobody make networks
   */
  static Optional<SplitNetwork> make() {
    SplitNetwork network = new SplitNetwork();
    try {
      removeLeft();
      network.makeBridge();
      // Whether nodes could live here, before one is started.
      network.wire("trial");
      return Optional.of(network);
    } catch (IOException e) {
      network.close();
      return Optional.empty();
    }
  }

  /** Takes down the networks of processes that are no more. */
  static void removeLeft() throws IOException {
    Pattern space = Pattern.compile(PREFIX + "(\\d+)-.*");
    for (String line : Commands.lines("ip", "netns", "list")) {
      String name = line.split(" ")[0];
      if (Leftovers.isLeft(space, name)) {
        Commands.run("ip", "netns", "delete", name);
      }
    }
    Pattern bridge = Pattern.compile(PREFIX + "(\\d+)");
    for (String line : Commands.lines("ip", "-brief", "link", "show", "type", "bridge")) {
      String name = line.split(" ")[0];
      if (Leftovers.isLeft(bridge, name)) {
        Commands.run("ip", "link", "delete", name);
      }
    }
  }

  private void makeBridge() throws IOException {
    String bridge = bridge();
    Commands.run("ip", "link", "add", bridge, "type", "bridge");
    undo.push(List.of("ip", "link", "delete", bridge));
    addresses.put(STORE, net + 1);
    Commands.run("ip", "address", "add", net + "1/24", "dev", bridge);
    Commands.run("ip", "link", "set", bridge, "up");
  }

  private static String bridge() {
    return bridge(Leftovers.OWN);
  }

  /** The name of a process's bridge; with more behind it, of all else. */
  static String bridge(long process) {
    return PREFIX + process;
  }

  private String namespace(String node) {
    return bridge() + "-" + node;
  }

  private void wire(String node) throws IOException {
    String space = namespace(node);
    int number = addresses.size() + 1;
    String link = bridge() + "v" + number;
    Commands.run("ip", "netns", "add", space);
    undo.push(List.of("ip", "netns", "delete", space));
    Commands.run("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", space);
    undo.push(List.of("ip", "link", "delete", link));
    Commands.run("ip", "link", "set", link, "master", bridge(), "up");
    Commands.run("ip", "-n", space, "address", "add", net + number + "/24", "dev", "eth0");
    Commands.run("ip", "-n", space, "link", "set", "lo", "up");
    Commands.run("ip", "-n", space, "link", "set", "eth0", "up");
    Commands.run("ip", "netns", "exec", space, "true");
    addresses.put(node, net + number);
  }

  @Override
  public InetAddress storeAddress() {
    try {
      return InetAddress.getByName(addresses.get(STORE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Place place(String node) {
    try {
      wire(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Place(
        List.of("ip", "netns", "exec", namespace(node)),
        Map.of(),
        Map.of(
            "cluster.host", addresses.get(node),
            "http.host", addresses.get(node),
            "http.open-to-network", "true"));
  }

  /** Nothing that a node sends to another reaches it; what the other sends, does. */
  void part(String from, String to) {
    neighbour("replace", from, to, "lladdr", NOBODY, "nud", "permanent");
  }

  /** Undoes {@link #part}. */
  void heal(String from, String to) {
    neighbour("delete", from, to);
  }

  private void neighbour(String action, String from, String to, String... how) {
    List<String> command =
        new ArrayList<>(
            List.of("ip", "-n", namespace(from), "neighbour", action, addresses.get(to)));
    command.addAll(List.of("dev", "eth0"));
    command.addAll(List.of(how));
    try {
      Commands.run(command.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    while (!undo.isEmpty()) {
      try {
        Commands.run(undo.pop().toArray(String[]::new));
      } catch (IOException e) {
        System.err.println("a network was not taken down: " + e.getMessage());
      }
    }
  }
}

package dev.scripttrimmer.benchmarks.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that is measured, all of its processes on one core.
 *
 * @param pids its processes; they may have children
 * @param options for the load generator: where it listens, and what an event looks like
 */
record Peer(String name, List<Long> pids, List<String> options) implements AutoCloseable {
  /** What the stream sends of an update whose message is the load generator's: 300 bytes. */
  private static final String EVENT =
      """
      {"s3_url":"s3://script-trimmer/videos/{key}.mp4","status":"running",\
      "message":"seq={seq} ts={ts} {pad}","timestamp":"2026-01-02T03:04:05.123456789Z",\
      "progress":70.0,"queue_key":"0123456789abcdef0123456789abcdef","run":1}""";

  private static final int EVENT_BYTES = 300;

  /** What of these the message is. */
  private static final int MESSAGE_BYTES = 95;

  /**
   * @param folder holds {@code peers/nchan/start.sh}, which starts it on port 8081 and prints its
   *     process
   */
  static Peer nchan(Path folder, String core) throws IOException {
    Process start =
        new ProcessBuilder("bash", folder.resolve("peers/nchan/start.sh").toString(), core).start();
    try (BufferedReader out = start.inputReader()) {
      long pid = Long.parseLong(out.readLine());
      return new Peer(
          "nchan", List.of(pid), options(8081, "/sub/{key}", 8081, "/pub?id={key}", EVENT));
    }
  }

  /**
   * This program.
   *
   * @param publishesElsewhere whether another node of its cluster publishes
   */
  static Peer ours(String name, Path folder, String core, boolean publishesElsewhere)
      throws IOException {
    String http = freePort();
    String publish = freePort();
    String cluster = freePort();
    List<Long> pids = new ArrayList<>();
    String own = publishesElsewhere ? freePort() : publish;
    pids.add(start(core, ServingNode.class, http, own, cluster, folder.toString()));
    if (publishesElsewhere) {
      pids.add(start(core, PublishingNode.class, publish, cluster));
    }
    return new Peer(
        name,
        List.copyOf(pids),
        options(
            Integer.parseInt(http),
            "/progress-stream-endpoint?s3_url="
                + PublishEndpoint.URL.formatted("{key}").replace(":", "%3A").replace("/", "%2F"),
            Integer.parseInt(publish),
            "/publish?key={key}",
            "seq={seq} ts={ts} {pad}"));
  }

  private static List<String> options(
      int subPort, String sub, int pubPort, String pub, String event) {
    String server = "http://127.0.0.1:";
    int size = event.equals(EVENT) ? EVENT_BYTES : MESSAGE_BYTES;
    return List.of(
        "--sub",
        server + subPort + sub,
        "--pub",
        server + pubPort + pub,
        "--event",
        event,
        "--size",
        String.valueOf(size),
        "--seq-mark",
        "seq=",
        "--ts-mark",
        "ts=");
  }

  private static long start(String core, Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", core, "java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException(program.getSimpleName() + " did not start");
      }
    }
    return process.pid();
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  /** Ends its processes. */
  @Override
  public void close() {
    for (long pid : pids) {
      ProcessHandle.of(pid)
          .ifPresent(
              process -> {
                process.destroy();
                process.onExit().join();
              });
    }
  }
}

package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.embeddeds3.EmbeddedS3;
import dev.scripttrimmer.embeddeds3.EmbeddedS3Config;
import dev.scripttrimmer.json.DomainJson;
import dev.scripttrimmer.system.Repository;
import dev.scripttrimmer.system.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nodes in processes of their own around one object store, which lives in the test's and so
 * survives them all. Shared by all classes of tests, because nodes take long to start.
 */
final class FaultCluster implements AutoCloseable {
  static final Duration JOB_LIMIT = Duration.ofMinutes(5);

  private static final String BUCKET = "script-trimmer";
  private static final int NODES = 2;
  private static final long HEALTH_PERIOD_MILLIS = 200;

  private final Site site;
  private final Path folder;
  private final Optional<SmallDisk> scratchDisk;
  private final EmbeddedS3 store;
  private final FaultProxy proxy;
  private final LogBook log = new LogBook();
  private final FaultTable table;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private int started;

  /**
   * @param site closed with this
   * @param table takes what the faults did
   */
  FaultCluster(Site site, FaultTable table) {
    this.site = site;
    this.table = table;
    try {
      folder = Leftovers.folder("fault-cluster");
      scratchDisk = SmallDisk.mount(Files.createDirectory(scratch()));
      store = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder.resolve("store"), BUCKET));
      proxy = new FaultProxy(store.endpoint(), site.storeAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts what is missing, and waits until all nodes are there. */
  void fill() {
    fill(NODES);
  }

  /** The same with another number of nodes; those beyond it stay. */
  void fill(int size) {
    proxy.set(FaultProxy.Mode.PASS);
    proxy.removeTrap();
    scratchDisk.ifPresent(SmallDisk::empty);
    nodes.removeIf(node -> !node.isAlive());
    if (nodes.size() < size) {
      while (nodes.size() < size) {
        // One after the other: the first unpacks programs and model for all.
        nodes.add(start().awaitReady());
      }
      nodes.forEach(FaultCluster::awaitHealth);
    }
  }

  /** A node that has just joined holds no copies yet: the log would not outlive the others. */
  private static void awaitHealth(NodeProcess node) {
    long end = System.nanoTime() + JOB_LIMIT.toNanos();
    try {
      while (new ServiceClient(node.service()).get("/health/ready").status() != 200) {
        assertThat(System.nanoTime()).as("time until a node is healthy").isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(HEALTH_PERIOD_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private NodeProcess start() {
    String name = "node-" + ++started;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("http.port", "0");
    settings.put("cache", folder.resolve("cache").toString());
    settings.put("worker.scratch", scratch().toString());
    settings.put("worker.slots", "1");
    settings.put("storage.kind", "s3");
    settings.put("storage.bucket", BUCKET);
    settings.put("storage.endpoint", proxy.endpoint().toString());
    settings.put("storage.path-style", "true");
    settings.put("storage.access-key", store.accessKey().id());
    settings.put("storage.secret-key", store.accessKey().secret());
    settings.put(
        "cluster.members",
        nodes.stream().map(NodeProcess::memberAddress).collect(Collectors.joining(",")));
    Site.Place place = site.place(name);
    settings.putAll(place.settings());
    return NodeProcess.start(name, folder, settings, place, log);
  }

  private Path scratch() {
    return folder.resolve("scratch");
  }

  /** The disk of everybody's scratch folder; empty where this machine lets nobody mount. */
  Optional<SmallDisk> scratchDisk() {
    return scratchDisk;
  }

  LogBook log() {
    return log;
  }

  FaultProxy proxy() {
    return proxy;
  }

  FaultTable table() {
    return table;
  }

  List<NodeProcess> nodes() {
    return List.copyOf(nodes);
  }

  /** A gateway that lives; not always the same one. */
  URI anyGateway() {
    return nodes.stream()
        .filter(NodeProcess::isAlive)
        .findFirst()
        .map(NodeProcess::service)
        .orElse(URI.create("http://127.0.0.1:1"));
  }

  ServiceClient client() {
    return new ServiceClient(anyGateway());
  }

  /** Uploads the sample lecture as a video of its own and has it processed. */
  String submit(String name) throws IOException, InterruptedException {
    String video = client().upload(Repository.sampleLecture(), name + ".mp4");
    assertThat(client().process(video).status()).isEqualTo(202);
    return video;
  }

  /** The node that took the job last. */
  NodeProcess ownerOf(String video) {
    String name = log.last(entry -> isClaim(entry, video)).orElseThrow().node();
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  NodeProcess otherThan(NodeProcess node) {
    return nodes.stream().filter(other -> other != node).findFirst().orElseThrow();
  }

  /** Waits for the node that takes the job up next. */
  LogBook.Entry awaitClaim(int mark, String video) {
    return log.await(mark, entry -> isClaim(entry, video), JOB_LIMIT);
  }

  static boolean isClaim(LogBook.Entry entry, String video) {
    return entry.line().contains("job claimed key=" + QueueKey.of(video));
  }

  /** The job's head, as it lies in the store. */
  JsonNode head(String video) throws IOException {
    return DomainJson.mapper().readTree(jobFolder(video).resolve("job.json").toFile()).path("job");
  }

  /** Chunks whose words are safe. */
  long chunksDone(String video) throws IOException {
    Path chunks = jobFolder(video).resolve("1/transcribe");
    if (!Files.isDirectory(chunks)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(chunks)) {
      return files.count();
    }
  }

  private Path jobFolder(String video) {
    return folder.resolve("store/objects").resolve(BUCKET).resolve("jobs/" + QueueKey.of(video));
  }

  /** Waits until no node that lives works on anything; then nothing of what they did is left. */
  void assertNothingLeft() throws IOException {
    for (NodeProcess node : nodes) {
      if (node.isAlive()) {
        log.awaitThat(entries -> node.isIdle(entries), JOB_LIMIT);
      }
    }
    assertThat(programs()).as("programs that still run").isEmpty();
    assertThat(scratchFiles()).as("files of runs").isEmpty();
  }

  /** Files of runs that no process has anything to do with any more. */
  List<Path> scratchFiles() throws IOException {
    try (Stream<Path> files = Files.walk(scratch())) {
      return files
          .filter(file -> file.toString().contains("/run-"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  /** Programs that work on files of this cluster, whoever started them. */
  List<String> programs() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(scratch().toString()))
        .filter(line -> !line.contains("dev.scripttrimmer.app.Main"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    // SIGKILL also ends what is frozen.
    nodes.forEach(NodeProcess::destroy);
    proxy.close();
    store.close();
    if (scratchDisk.isPresent()) {
      scratchDisk.get().close();
    }
    site.close();
    Leftovers.delete(folder);
  }
}

package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.app.metrics.CapacityMeters;
import dev.scripttrimmer.app.metrics.EventLoopLag;
import dev.scripttrimmer.app.metrics.MediaMeters;
import dev.scripttrimmer.app.metrics.Metrics;
import dev.scripttrimmer.app.metrics.StoreMeters;
import dev.scripttrimmer.app.tracing.Tracing;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.gateway.Gateway;
import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import dev.scripttrimmer.gateway.Management;
import dev.scripttrimmer.jobstore.JobStoreConfig;
import dev.scripttrimmer.jobstore.ObjectJobStore;
import dev.scripttrimmer.worker.ScatteringRecognizer;
import dev.scripttrimmer.worker.WorkTracer;
import dev.scripttrimmer.worker.WorkerMeters;
import dev.scripttrimmer.worker.WorkerVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of Script Trimmer: a gateway, a worker or both, on a clustered event bus. Here, and
 * in {@link WorkerWiring} and {@link GatewayWiring}, and nowhere else, the rooms are wired
 * together.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final AppConfig config;
  private final NodeId id = new NodeId("node-" + UUID.randomUUID());
  private final Clock clock = Clock.systemUTC();
  private final Resources resources = new Resources();
  private final Metrics metrics = new Metrics();
  private final Tracing tracing;

  private ClusteredVertx cluster;
  private Storage storage;
  // Read by the beacon and by whoever asks for this node's health, on event loops.
  private volatile Optional<WorkShop> workShop = Optional.empty();
  private volatile Optional<WorkerVerticle> worker = Optional.empty();
  private volatile boolean leaving;
  private volatile boolean started;
  private Optional<Gateway> gateway = Optional.empty();
  private Optional<Management> management = Optional.empty();

  private Node(AppConfig config) {
    this.config = config;
    this.tracing = Tracing.open(config.tracing(), id);
  }

  /**
   * Starts a node; blocks until it serves and works.
   *
   * @throws dev.scripttrimmer.app.config.ConfigException when a configured thing cannot be used
   */
  public static Node start(AppConfig config) {
    Node node = new Node(config);
    boolean opened = false;
    try {
      node.open();
      opened = true;
      return node;
    } finally {
      if (!opened) {
        node.close();
      }
    }
  }

  /**
   * Cluster and store take a second each and do not need each other. Requests are taken as soon as
   * they can be kept; a job waits for the work shop, which would slow the cluster down, as it waits
   * for any worker.
   */
  private void open() {
    Resources storageParts = new Resources();
    Resources workParts = new Resources();
    Resources workers = new Resources();
    CompletableFuture<Storage> openStorage =
        CompletableFuture.supplyAsync(
            () ->
                Storage.open(config.storage(), storageParts, new StoreMeters(metrics.registry())));
    CompletableFuture<Optional<WorkShop>> openWorkShop =
        openStorage.thenApplyAsync(
            store ->
                config.role().works()
                    ? Optional.of(
                        WorkShop.open(config, workParts, new MediaMeters(metrics.registry())))
                    : Optional.empty());
    CompletionStage<ClusteredVertx> openCluster =
        ClusteredVertx.start(
                config.cluster().toCluster(id, config.progressLog().toLimits()),
                new VertxOptions(),
                tracing.in(Vertx.builder()))
            .toCompletionStage();
    resources.add("metrics", metrics);
    resources.add("tracing", tracing);
    resources.add("storage", storageParts);
    resources.add("work shop", workParts);
    cluster = await(openCluster);
    resources.add("cluster", () -> await(cluster.close().toCompletionStage()));
    storage = await(openStorage);
    ObjectJobStore jobs =
        new ObjectJobStore(storage.objects(), JobStoreConfig.in(storage.bucket()), clock);
    MessageBus bus = new MessageBus(cluster.vertx().eventBus());
    ProgressPublisher publisher = new ProgressPublisher(cluster.progressLog(), bus);
    // First, and so the last to go: it also tells that the worker drains.
    deploy(resources, "beacon", new NodeBeacon(bus, this::status));
    CapacityMeters capacity = new CapacityMeters(metrics.registry()).of(cluster);
    await(EventLoopLag.watch(cluster.vertx(), metrics.registry()).toCompletionStage());
    if (config.management().enabled()) {
      startManagement();
    }
    // Work goes on until nobody is served any more.
    resources.add("workers", workers);
    if (config.role().serves()) {
      startGateway(jobs, bus, publisher);
    }
    workShop = await(openWorkShop);
    workShop.ifPresent(shop -> capacity.of(shop.recognizers()));
    worker = workShop.map(shop -> startWorker(workers, shop, jobs, bus, publisher));
    started = true;
  }

  private void startGateway(ObjectJobStore jobs, MessageBus bus, ProgressPublisher publisher) {
    Gateway served =
        await(
            new GatewayWiring(config, cluster, storage, bus, metrics, clock)
                .start(jobs, publisher, readiness(), resources)
                .toCompletionStage());
    resources.add("gateway", () -> await(served.stop().toCompletionStage()));
    gateway = Optional.of(served);
  }

  private void startManagement() {
    Management served =
        await(
            Management.start(
                    cluster.vertx(),
                    config.management().host(),
                    config.management().port(),
                    readiness(),
                    metrics::scrape)
                .toCompletionStage());
    resources.add("management", () -> await(served.stop().toCompletionStage()));
    management = Optional.of(served);
  }

  private WorkerVerticle startWorker(
      Resources workers,
      WorkShop shop,
      ObjectJobStore jobs,
      MessageBus bus,
      ProgressPublisher publisher) {
    WorkerWiring wiring =
        new WorkerWiring(
            id,
            config,
            shop,
            storage,
            bus,
            new WorkerMeters(metrics.registry()),
            new WorkTracer(tracing.tracer()),
            clock);
    ScatteringRecognizer recognizer = deploy(workers, "recognizer", wiring.recognizer());
    WorkerVerticle verticle = deploy(workers, "worker", wiring.worker(recognizer, jobs, publisher));
    wiring.follow(cluster.membership(), recognizer, verticle);
    return verticle;
  }

  private List<ReadinessCheck> readiness() {
    return Readiness.checks(
        () -> started && !leaving, cluster, storage, config.role().works(), () -> workShop);
  }

  private Future<NodeStatus> status() {
    Future<Set<QueueKey>> jobs =
        worker.map(WorkerVerticle::jobs).orElseGet(() -> Future.succeededFuture(Set.of()));
    return jobs.map(
        running ->
            new NodeStatus(
                id,
                config.cluster().host(),
                config.role().names(),
                workShop.map(WorkShop::capabilities).orElse(Set.of()),
                workShop.map(shop -> shop.recognizers().model()),
                workShop.map(shop -> shop.recognizers().slots()).orElse(0),
                workShop.map(shop -> shop.recognizers().busySlots()).orElse(0),
                List.copyOf(running),
                leaving,
                clock.instant()));
  }

  private <V extends Deployable> V deploy(Resources parts, String name, V verticle) {
    String deployment = await(cluster.vertx().deployVerticle(verticle).toCompletionStage());
    parts.add(name, () -> await(cluster.vertx().undeploy(deployment).toCompletionStage()));
    return verticle;
  }

  /**
   * Where this node serves.
   *
   * @throws IllegalStateException when it is no gateway
   */
  public URI service() {
    return gateway
        .map(served -> config.http().origin(served.port()))
        .orElseThrow(() -> new IllegalStateException("this node serves no HTTP"));
  }

  /** What this node shares with its cluster. */
  public ClusteredVertx cluster() {
    return cluster;
  }

  /** What to tell the user about the speech model; empty for a full one, and on a mere gateway. */
  public Optional<String> modelNotice() {
    return workShop
        .filter(shop -> shop.recognizers().model().demo())
        .map(
            shop ->
                "The demo speech model is in use: it understands synthetic voices only."
                    + " For real recordings: ./trim model small-en-us");
  }

  /** Configuration with which another node of this machine joins this one; holds a secret. */
  public Map<String, String> invitation() {
    Map<String, String> keys = new LinkedHashMap<>(storage.keys());
    keys.put("cluster.host", config.cluster().host());
    keys.put("cluster.members", cluster.member().toString());
    return keys;
  }

  /** Lines for whoever started the node. */
  public List<String> greetings() {
    String address =
        gateway
            .map(served -> "Script Trimmer is ready: " + service())
            .orElse("Script Trimmer works for its cluster.");
    return Stream.of(
            Stream.of(address, "Other nodes join with --cluster " + cluster.member()),
            management.stream().map(served -> "Health and metrics: " + managementUrl(served)),
            modelNotice().stream())
        .flatMap(lines -> lines)
        .toList();
  }

  private URI managementUrl(Management served) {
    return config.management().origin(served.port());
  }

  /** Hands jobs back, leaves the cluster and frees everything; blocks. */
  @Override
  public void close() {
    leaving = true;
    LOG.info("node leaves node={}", id);
    resources.close();
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}

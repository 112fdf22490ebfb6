package dev.scripttrimmer.app.node;

import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What has to work before a node takes requests. */
final class Readiness {
  private Readiness() {}

  /**
   * @param stays false while the node starts and from when it is told to leave
   */
  static List<ReadinessCheck> checks(
      BooleanSupplier stays, ClusteredVertx cluster, Storage storage, Optional<WorkShop> workShop) {
    List<ReadinessCheck> checks = new ArrayList<>();
    checks.add(new ReadinessCheck("node", () -> isThere(stays)));
    checks.add(new ReadinessCheck("object_store", () -> storeAnswers(storage)));
    checks.add(new ReadinessCheck("cluster", () -> isSafe(cluster)));
    workShop.ifPresent(
        shop -> {
          checks.add(new ReadinessCheck("ffmpeg", () -> ffmpegRuns(cluster, shop)));
          checks.add(new ReadinessCheck("speech_model", () -> modelHears(cluster, shop)));
        });
    return List.copyOf(checks);
  }

  private static Future<Void> isThere(BooleanSupplier stays) {
    return stays.getAsBoolean()
        ? Future.succeededFuture()
        : Future.failedFuture("the node starts or leaves");
  }

  private static Future<Void> storeAnswers(Storage storage) {
    ObjectLocation anything = new ObjectLocation(storage.bucket(), "jobs/readiness");
    return Future.fromCompletionStage(storage.objects().stat(anything)).mapEmpty();
  }

  private static Future<Void> isSafe(ClusteredVertx cluster) {
    return cluster
        .membership()
        .isSafe()
        .compose(
            safe ->
                safe
                    ? Future.succeededFuture()
                    : Future.failedFuture("the cluster is moving its data"));
  }

  /** Recognises a moment of silence, on a slot of its own. */
  private static Future<Void> modelHears(ClusteredVertx cluster, WorkShop shop) {
    return cluster.vertx().executeBlocking(shop::listen, false);
  }

  private static Future<Void> ffmpegRuns(ClusteredVertx cluster, WorkShop shop) {
    return cluster
        .vertx()
        .executeBlocking(
            () -> {
              shop.media().check();
              return null;
            },
            false);
  }
}

package dev.scripttrimmer.app.node;

import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What has to work before a node takes requests. */
final class Readiness {
  private Readiness() {}

  /**
   * @param stays false while the node starts and from when it is told to leave
   * @param workShop empty while it is opened
   */
  static List<ReadinessCheck> checks(
      BooleanSupplier stays,
      ClusteredVertx cluster,
      Storage storage,
      boolean works,
      Supplier<Optional<WorkShop>> workShop) {
    List<ReadinessCheck> checks = new ArrayList<>();
    checks.add(new ReadinessCheck("node", () -> isThere(stays)));
    checks.add(new ReadinessCheck("object_store", () -> storeAnswers(storage)));
    checks.add(new ReadinessCheck("cluster", () -> isSafe(cluster)));
    if (works) {
      Vertx vertx = cluster.vertx();
      checks.add(
          new ReadinessCheck(
              "ffmpeg", () -> blocking(vertx, workShop, shop -> shop.media().check())));
      // A moment of silence, on a slot of its own.
      checks.add(
          new ReadinessCheck("speech_model", () -> blocking(vertx, workShop, WorkShop::listen)));
    }
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

  private static Future<Void> blocking(
      Vertx vertx, Supplier<Optional<WorkShop>> workShop, Consumer<WorkShop> check) {
    return workShop
        .get()
        .map(
            shop ->
                vertx.<Void>executeBlocking(
                    () -> {
                      check.accept(shop);
                      return null;
                    },
                    false))
        .orElseGet(() -> Future.failedFuture("not loaded yet"));
  }
}

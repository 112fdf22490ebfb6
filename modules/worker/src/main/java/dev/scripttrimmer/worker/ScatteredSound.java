package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.Precondition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sound on its way from one node to another: objects below {@code scatter/}, named so that a
 * listing begins with the oldest. Each is removed by the node that put it there; what killed nodes
 * left is removed by any. Thread-safe.
 */
final class ScatteredSound {
  /** Far longer than anybody waits for a chunk, and than clocks differ. */
  static final Duration KEPT = Duration.ofHours(1);

  private static final String PREFIX = "scatter/";
  private static final String TYPE = "application/octet-stream";

  /** Removed at once; the rest waits for the next sweep. */
  private static final int PAGE = 1000;

  private final ObjectStore store;
  private final String bucket;
  private final Clock clock;

  ScatteredSound(ObjectStore store, String bucket, Clock clock) {
    this.store = store;
    this.bucket = bucket;
    this.clock = clock;
  }

  /** Where the sound of a task is put. */
  ObjectLocation place(String task) {
    return new ObjectLocation(bucket, "%s%013d-%s.pcm".formatted(PREFIX, clock.millis(), task));
  }

  CompletionStage<Void> put(ObjectLocation place, byte[] pcm) {
    return store.put(place, pcm, TYPE, Precondition.none()).thenApply(version -> null);
  }

  /**
   * @throws IllegalStateException when it is gone
   */
  byte[] get(ObjectLocation place) {
    return store
        .get(place)
        .toCompletableFuture()
        .join()
        .orElseThrow(() -> new IllegalStateException("the sound is gone"))
        .body();
  }

  /** Removes one; never fails, because a sweep comes after. */
  void remove(ObjectLocation place) {
    store.delete(place).exceptionally(left -> null);
  }

  /**
   * Removes what has lain there for longer than {@link #KEPT}. Should a clock that is wrong make it
   * remove sound that somebody still waits for, that chunk is recognised at home.
   *
   * @return how many; fails when the store does not do its part
   */
  CompletionStage<Integer> sweep() {
    Instant before = clock.instant().minus(KEPT);
    return store
        .list(bucket, PREFIX, "", PAGE)
        .thenCompose(
            page -> {
              List<CompletableFuture<Void>> removed =
                  page.objects().stream()
                      .filter(sound -> sound.lastModified().isBefore(before))
                      .map(ObjectStat::location)
                      .map(store::delete)
                      .map(CompletionStage::toCompletableFuture)
                      .toList();
              return CompletableFuture.allOf(removed.toArray(CompletableFuture[]::new))
                  .thenApply(all -> removed.size());
            });
  }
}

package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.Precondition;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A random secret that all gateways of a service share: the first to start makes it, in the object
 * store, which they all trust.
 */
public final class ServiceSecret {
  private static final String FOLDER = "secrets/";
  private static final int BYTES = 32;

  private ServiceSecret() {}

  /**
   * @param name what it is for: each purpose has a secret of its own
   * @return the secret; fails with {@link ObjectStoreException} when the store does not answer
   */
  public static CompletionStage<byte[]> obtain(ObjectStore store, String bucket, String name) {
    ObjectLocation location = new ObjectLocation(bucket, FOLDER + name);
    return read(store, location)
        .thenCompose(
            found ->
                found.length == BYTES
                    ? CompletableFuture.completedFuture(found)
                    : create(store, location));
  }

  private static CompletionStage<byte[]> create(ObjectStore store, ObjectLocation location) {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return store
        .put(location, secret, "application/octet-stream", Precondition.absent())
        .thenApply(version -> secret)
        .exceptionallyCompose(
            failure ->
                isLostRace(failure)
                    ? read(store, location)
                    : CompletableFuture.failedFuture(failure));
  }

  /** Another gateway's write won, or our own whose answer got lost: what lies there counts. */
  private static boolean isLostRace(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof ObjectStoreException store
        && store.kind() == ObjectStoreException.Kind.PRECONDITION_FAILED;
  }

  private static CompletionStage<byte[]> read(ObjectStore store, ObjectLocation location) {
    return store
        .get(location)
        .thenApply(document -> document.map(found -> found.body()).orElse(new byte[0]));
  }
}

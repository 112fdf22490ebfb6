package dev.scripttrimmer.gateway.access;

import io.vertx.core.Future;

/** Finds out whose a credential is. Thread-safe. */
public interface Authenticator {
  /**
   * @param credential as it came after {@code Authorization: Bearer}
   * @return the owner; fails with 401 when it is nobody's, is no longer or was never valid
   */
  Future<Caller.Owner> authenticate(String credential);
}

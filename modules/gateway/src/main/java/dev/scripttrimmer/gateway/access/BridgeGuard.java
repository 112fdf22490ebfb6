package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.domain.QueueKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Decides who may listen to a job on the event-bus bridge. A browser cannot send headers when it
 * opens a web socket, so the credential comes with each registration, as a header of that message:
 * {@code token} with a capability token, or {@code Authorization}.
 */
public final class BridgeGuard {
  private final Authenticator authenticator;
  private final JobTokens tokens;
  private final JobGuard jobs;

  public BridgeGuard(Authenticator authenticator, JobTokens tokens, JobGuard jobs) {
    this.authenticator = authenticator;
    this.tokens = tokens;
    this.jobs = jobs;
  }

  /**
   * @param headers of the registration
   * @return whether it is allowed; never fails
   */
  public Future<Boolean> mayHear(QueueKey key, JsonObject headers) {
    Optional<QueueKey> opened = text(headers, Doorkeeper.TOKEN).flatMap(tokens::verify);
    if (opened.isPresent()) {
      return Future.succeededFuture(opened.get().equals(key));
    }
    return Doorkeeper.credential(text(headers, "Authorization").orElse(null))
        .map(
            credential ->
                authenticator
                    .authenticate(credential)
                    .compose(owner -> jobs.mayRead(owner, key))
                    .otherwise(false))
        .orElseGet(() -> Future.succeededFuture(false));
  }

  private static Optional<String> text(JsonObject headers, String name) {
    return headers.getValue(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}

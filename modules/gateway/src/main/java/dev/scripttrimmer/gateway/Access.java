package dev.scripttrimmer.gateway;

import dev.scripttrimmer.gateway.access.JobTokens;
import dev.scripttrimmer.gateway.access.OwnerBook;
import dev.scripttrimmer.gateway.access.OwnerStreams;
import dev.scripttrimmer.gateway.access.ServiceSecret;
import dev.scripttrimmer.gateway.access.SignIn;
import dev.scripttrimmer.gateway.access.Sources;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What decides who may do what, shared by a node's event loops. Thread-safe.
 *
 * @param door how callers are asked who they are; empty where nobody is
 */
record Access(Optional<Door> door, OwnerBook owners, OwnerStreams streams, Sources sources) {
  /** How callers are asked, and what they are given to come back with. */
  record Door(SignIn signIn, JobTokens tokens) {}

  /**
   * @return fails when the store cannot be asked for what signs tokens
   */
  static Future<Access> open(GatewayConfig config, GatewayPorts ports) {
    return ports
        .signIn()
        .map(signIn -> door(config, ports, signIn).map(Optional::of))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(
            door ->
                new Access(
                    door,
                    new OwnerBook(ports.jobs()),
                    new OwnerStreams(),
                    new Sources(config.uploads())));
  }

  private static Future<Door> door(GatewayConfig config, GatewayPorts ports, SignIn signIn) {
    return Future.fromCompletionStage(
            ServiceSecret.obtain(ports.objects(), config.jobs().bucket(), "tokens"))
        .map(
            secret ->
                new Door(signIn, new JobTokens(secret, signIn.tokenValidity(), ports.clock())));
  }

  Optional<JobTokens> tokens() {
    return door.map(Door::tokens);
  }
}

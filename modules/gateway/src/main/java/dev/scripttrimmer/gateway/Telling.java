package dev.scripttrimmer.gateway;

import dev.scripttrimmer.gateway.access.ServiceSecret;
import dev.scripttrimmer.gateway.webhook.WebhookPolicy;
import dev.scripttrimmer.gateway.webhook.WebhookSecrets;
import dev.scripttrimmer.gateway.webhook.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** What tells other services that jobs have ended. Thread-safe. */
record Telling(Webhooks webhooks, WebhookSecrets secrets) {
  /**
   * @return empty where nobody may be told; fails when the store cannot be asked for what signs
   *     messages
   */
  static Future<Optional<Telling>> open(Vertx vertx, GatewayConfig config, GatewayPorts ports) {
    if (config.webhooks().allowedOrigins().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    String bucket = config.jobs().bucket();
    return Future.fromCompletionStage(
            ServiceSecret.obtain(ports.objects(), bucket, "webhooks"), vertx.getOrCreateContext())
        .map(secret -> Optional.of(begun(vertx, config, ports, new WebhookSecrets(secret))));
  }

  private static Telling begun(
      Vertx vertx, GatewayConfig config, GatewayPorts ports, WebhookSecrets secrets) {
    Webhooks webhooks =
        new Webhooks(
            vertx,
            ports.jobs(),
            ports.objects(),
            config.jobs().bucket(),
            new WebhookPolicy(config.webhooks()),
            secrets,
            ports.clock());
    webhooks.begin();
    return new Telling(webhooks, secrets);
  }
}

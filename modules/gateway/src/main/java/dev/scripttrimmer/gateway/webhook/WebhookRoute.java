package dev.scripttrimmer.gateway.webhook;

import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.web.Answers;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /webhooks/secret}: what a receiver checks signatures with. */
public final class WebhookRoute {
  private final WebhookSecrets secrets;

  public WebhookRoute(WebhookSecrets secrets) {
    this.secrets = secrets;
  }

  public void mount(Router router) {
    router.get("/webhooks/secret").handler(Answers.json(200, this::secret));
  }

  private Future<Secret> secret(RoutingContext context) {
    return Future.succeededFuture(new Secret(secrets.of(Caller.submitter(context).name())));
  }

  private record Secret(String secret) {}
}

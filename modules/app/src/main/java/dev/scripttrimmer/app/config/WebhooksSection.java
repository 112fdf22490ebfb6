package dev.scripttrimmer.app.config;

import dev.scripttrimmer.gateway.GatewayConfig;
import java.util.List;
import java.util.Set;

/** {@code webhooks} in the shipped file. */
public record WebhooksSection(List<String> allowedOrigins, boolean privateAddresses) {
  public WebhooksSection {
    GatewayConfig.Webhooks.requireOrigins(allowedOrigins);
  }

  public GatewayConfig.Webhooks toGateway() {
    return new GatewayConfig.Webhooks(Set.copyOf(allowedOrigins), privateAddresses);
  }
}

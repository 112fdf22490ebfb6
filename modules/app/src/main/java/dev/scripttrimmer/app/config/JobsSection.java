package dev.scripttrimmer.app.config;

import dev.scripttrimmer.gateway.GatewayConfig;
import java.time.Duration;

/** {@code jobs} in the shipped file. */
public record JobsSection(int maxActive, Duration retryAfter) {
  public GatewayConfig.Jobs toGateway(String bucket) {
    return new GatewayConfig.Jobs(bucket, maxActive, retryAfter);
  }
}

package dev.scripttrimmer.app.config;

import dev.scripttrimmer.gateway.GatewayConfig;
import java.time.Duration;

/** {@code uploads} in the shipped file. */
public record UploadsSection(DataSize maxSize, Duration linkValidity) {
  private static final String PREFIX = "videos/";

  public GatewayConfig.Uploads toGateway(String bucket) {
    return new GatewayConfig.Uploads(bucket, PREFIX, maxSize.bytes(), linkValidity);
  }
}

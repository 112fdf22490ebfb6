package dev.scripttrimmer.app.config;

import dev.scripttrimmer.gateway.GatewayConfig;
import java.time.Duration;

/** {@code stream} in the shipped file. */
public record StreamSection(
    Duration heartbeat,
    Duration retry,
    Duration overloadRetry,
    int maxStreams,
    int maxPerAddress,
    int maxPerJob,
    DataSize writeQueue) {

  public GatewayConfig.Streams toGateway() {
    GatewayConfig.Streams defaults = GatewayConfig.Streams.defaults();
    return new GatewayConfig.Streams(
        heartbeat,
        defaults.heartbeatStyle(),
        retry,
        overloadRetry,
        maxStreams,
        maxPerAddress,
        maxPerJob,
        defaults.maxKeys(),
        Math.toIntExact(writeQueue.bytes()),
        defaults.linger());
  }
}

package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.store.ObjectUrls;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayMeters;
import dev.scripttrimmer.gateway.GatewayPorts;
import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /progress-stream-endpoint}: the story of one job, or of several, as server-sent events
 * (HTML standard, section 9.2). Belongs to one event loop.
 *
 * <p>Refusals that can pass are ended 200 streams with a longer {@code retry}, because {@code
 * EventSource} gives up for good at any other status.
 */
public final class ProgressStreamRoute implements Handler<RoutingContext> {
  private static final int MAX_URL = 2_048;

  private final GatewayConfig.Streams config;
  private final GatewayMeters meters;
  private final ObjectUrls urls;
  private final StreamLimits limits;
  private final KeyFeeds feeds;

  /**
   * To be made on the event loop that it serves.
   *
   * @param tap shared by the node's event loops
   * @param limits shared by the node's event loops
   */
  public ProgressStreamRoute(
      Vertx vertx,
      GatewayConfig.Streams config,
      GatewayPorts ports,
      GatewayMeters meters,
      ProgressTap tap,
      StreamLimits limits) {
    this.config = config;
    this.meters = meters;
    this.urls = ports.urls();
    this.limits = limits;
    StoryReader reader =
        new StoryReader(ports.log(), ports.jobs(), ports.publisher(), vertx.getOrCreateContext());
    this.feeds = new KeyFeeds(vertx, config, reader, tap);
  }

  @Override
  public void handle(RoutingContext context) {
    Map<QueueKey, String> wanted = wanted(context.queryParam("s3_url"));
    List<QueueKey> keys = List.copyOf(wanted.keySet());
    Map<QueueKey, Long> positions = StreamIds.parse(lastEventId(context), keys);
    HttpServerResponse response = context.response();
    Optional<StreamLimits.Place> place = limits.enter(address(context), keys);
    if (place.isEmpty()) {
      turnAway(response);
      return;
    }
    begin(response, wanted, positions, place.get());
  }

  private void begin(
      HttpServerResponse response,
      Map<QueueKey, String> wanted,
      Map<QueueKey, Long> positions,
      StreamLimits.Place place) {
    List<KeyFeed> watched = wanted.keySet().stream().map(feeds::feed).toList();
    Closing closing = new Closing();
    ProgressStream stream = new ProgressStream(response, config, meters, closing);
    Runnable leave = feeds.opened(stream);
    closing.then =
        () -> {
          leave.run();
          place.close();
          watched.forEach(feeds::released);
        };
    watched.forEach(feed -> stream.watch(feed, wanted.get(feed.key()), positions.get(feed.key())));

    List<Future<Void>> synced = watched.stream().map(KeyFeed::sync).toList();
    boolean fresh = positions.values().stream().allMatch(id -> id == StreamIds.START);
    if (fresh) {
      open(stream, response);
      return;
    }
    // Whether there is anything to resume decides between 200 and 204, so it comes first.
    Future.join(synced)
        .onComplete(
            done -> {
              if (stream.isClosed()) {
                return;
              }
              if (stream.wasPastEnd()) {
                response.setStatusCode(204);
                stream.end();
              } else {
                open(stream, response);
              }
            });
  }

  private static void open(ProgressStream stream, HttpServerResponse response) {
    streamHeaders(response);
    stream.open();
  }

  /** Answers a stream that is one too many. */
  public void turnAway(HttpServerResponse response) {
    meters.turnedAway();
    streamHeaders(response);
    response.end(
        ProgressStream.retryHint(config.overloadRetry().toMillis())
            .appendString(": too many streams are open, come back later\n\n"));
  }

  private static void streamHeaders(HttpServerResponse response) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-transform")
        .putHeader("X-Accel-Buffering", "no");
  }

  private Map<QueueKey, String> wanted(List<String> s3Urls) {
    if (s3Urls.isEmpty()) {
      throw ApiException.invalid("Name the video: ?s3_url=<the URL that was submitted>.");
    }
    Map<QueueKey, String> wanted = new LinkedHashMap<>();
    for (String s3Url : s3Urls) {
      if (s3Url.length() > MAX_URL) {
        throw ApiException.invalid("An s3_url has at most " + MAX_URL + " characters.");
      }
      urls.locate(s3Url);
      wanted.put(QueueKey.of(s3Url), s3Url);
    }
    if (wanted.size() > config.maxKeys()) {
      throw ApiException.invalid("One stream follows at most " + config.maxKeys() + " videos.");
    }
    return wanted;
  }

  /**
   * The header wins: it is what a browser knows best when it reconnects to the URL it was given.
   */
  private static String lastEventId(RoutingContext context) {
    String header = context.request().getHeader("Last-Event-ID");
    return header != null ? header : context.request().getParam("lastEventId");
  }

  private static String address(RoutingContext context) {
    return context.request().remoteAddress() == null
        ? "-"
        : context.request().remoteAddress().hostAddress();
  }

  /** Ends every stream; the clients resume on another node. */
  public void close() {
    feeds.close();
  }

  /** What happens at a stream's end is known only once the stream is. */
  private static final class Closing implements Runnable {
    private Runnable then = () -> {};

    @Override
    public void run() {
      then.run();
    }
  }
}

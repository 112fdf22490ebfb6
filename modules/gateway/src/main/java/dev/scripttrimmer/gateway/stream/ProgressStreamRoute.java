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
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
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
  private static final int MAX_REMEMBERED_QUERY = 4_096;
  private static final CharSequence EVENT_STREAM =
      HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
  private static final CharSequence NO_CACHE =
      HttpHeaders.createOptimized("no-cache, no-transform");
  private static final CharSequence BUFFERING = HttpHeaders.createOptimized("X-Accel-Buffering");
  private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("Last-Event-ID");
  private static final CharSequence NO = HttpHeaders.createOptimized("no");

  private final GatewayConfig.Streams config;
  private final GatewayMeters meters;
  private final ObjectUrls urls;
  private final StreamLimits limits;
  private final KeyFeeds feeds;

  /** What was asked for last, by the query and by the URL in it: a class watches one lecture. */
  private final Lately<Wanted> queries = new Lately<>();

  private final Lately<Followed> jobs = new Lately<>();

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
    Wanted wanted = wanted(context);
    Map<QueueKey, Long> positions =
        StreamIds.parse(lastEventId(context.request(), wanted), wanted.keys());
    Optional<StreamLimits.Place> place = limits.enter(address(context), wanted.keys());
    if (place.isEmpty()) {
      turnAway(context.response());
      return;
    }
    begin(context.request(), wanted.jobs(), positions, place.get());
  }

  private void begin(
      HttpServerRequest request,
      List<Followed> wanted,
      Map<QueueKey, Long> positions,
      StreamLimits.Place place) {
    HttpServerResponse response = request.response();
    List<KeyFeed> watched = wanted.stream().map(followed -> feeds.feed(followed.key())).toList();
    Closing closing = new Closing();
    ProgressStream stream = new ProgressStream(request, config, meters, closing);
    Runnable leave = feeds.opened(stream);
    closing.then =
        () -> {
          leave.run();
          place.close();
          watched.forEach(feeds::released);
        };
    // Whether there is anything to resume decides between 200 and 204, so it comes first.
    List<Future<Void>> looked = new ArrayList<>();
    for (int i = 0; i < watched.size(); i++) {
      KeyFeed feed = watched.get(i);
      long position = positions.get(feed.key());
      stream.watch(feed, wanted.get(i), position);
      if (!feed.isFreshFor(position)) {
        Future<Void> look = feed.sync();
        if (position != StreamIds.START) {
          looked.add(look);
        }
      }
    }
    if (looked.isEmpty()) {
      open(stream, response);
      return;
    }
    Future.join(looked)
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
        .putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
        .putHeader(BUFFERING, NO);
  }

  private Wanted wanted(RoutingContext context) {
    String query = context.request().query();
    Wanted before = query == null ? null : queries.get(query);
    if (before != null) {
      return before;
    }
    Wanted wanted =
        Wanted.of(
            followed(context.queryParam("s3_url")), context.request().getParam("lastEventId"));
    if (query.length() <= MAX_REMEMBERED_QUERY) {
      queries.put(query, wanted);
    }
    return wanted;
  }

  private List<Followed> followed(List<String> s3Urls) {
    if (s3Urls.isEmpty()) {
      throw ApiException.invalid("Name the video: ?s3_url=<the URL that was submitted>.");
    }
    List<Followed> wanted = s3Urls.stream().distinct().map(this::followed).toList();
    if (wanted.size() > config.maxKeys()) {
      throw ApiException.invalid("One stream follows at most " + config.maxKeys() + " videos.");
    }
    return wanted;
  }

  private Followed followed(String s3Url) {
    Followed before = jobs.get(s3Url);
    if (before != null) {
      return before;
    }
    if (s3Url.length() > MAX_URL) {
      throw ApiException.invalid("An s3_url has at most " + MAX_URL + " characters.");
    }
    urls.locate(s3Url);
    Followed followed = Followed.of(s3Url);
    jobs.put(s3Url, followed);
    return followed;
  }

  /**
   * The header wins: it is what a browser knows best when it reconnects to the URL it was given.
   */
  private static String lastEventId(HttpServerRequest request, Wanted wanted) {
    String header = request.getHeader(LAST_EVENT_ID);
    return header != null ? header : wanted.lastEventId();
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

  /**
   * What a query asks for.
   *
   * @param lastEventId may be null
   */
  private record Wanted(List<Followed> jobs, List<QueueKey> keys, String lastEventId) {
    static Wanted of(List<Followed> jobs, String lastEventId) {
      return new Wanted(jobs, jobs.stream().map(Followed::key).toList(), lastEventId);
    }
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

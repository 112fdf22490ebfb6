package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/**
 * The connections to one S3 store and the threads that serve them; shared by everything that talks
 * to it. Thread-safe.
 */
public final class S3Connection implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;
  private static final int FILE_THREADS = 4;
  private static final int CLOSE_LIMIT_SECONDS = 5;
  private static final int TRIES = 4;

  /** Sooner than servers hang up (the embedded one after 30 s): a request then meets no close. */
  private static final Duration MAX_IDLE = Duration.ofSeconds(20);

  private final S3Config config;
  private final RequestWatch watch;

  /** Ours, because the SDK makes its closer wait two seconds for its own. */
  private final EventLoopGroup eventLoops;

  private final SdkAsyncHttpClient http;

  /** Apart from the other: {@link FreshConnection} says why. */
  private final SdkAsyncHttpClient freshHttp;

  private final S3AsyncClient retrying;
  private final S3AsyncClient once;
  private final S3AsyncClient conditional;
  private final ExecutorService files;
  private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A connection that nobody listens to; see the other constructor. */
  public S3Connection(S3Config config) {
    this(config, RequestListener.NONE);
  }

  /** Opens nothing yet: the first request connects. */
  public S3Connection(S3Config config, RequestListener listener) {
    this.config = config;
    this.watch = new RequestWatch(listener);
    this.eventLoops = eventLoops();
    this.http = http();
    this.freshHttp = http();
    this.retrying =
        client(
            http, AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(TRIES).build());
    this.once = client(http, AwsRetryStrategy.doNotRetry());
    this.conditional = client(freshHttp, AwsRetryStrategy.doNotRetry(), new FreshConnection());
    this.files = Executors.newFixedThreadPool(FILE_THREADS, daemons("s3-files-"));
  }

  /** Of the one class that the SDK knows: those of Vert.x 5 are of another. */
  @SuppressWarnings("deprecation")
  private static EventLoopGroup eventLoops() {
    return new NioEventLoopGroup(EVENT_LOOPS, daemons("s3-event-loop-"));
  }

  private SdkAsyncHttpClient http() {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(SdkEventLoopGroup.create(eventLoops))
        .maxConcurrency(config.transfers().maxConnections())
        .maxPendingConnectionAcquires(Integer.MAX_VALUE)
        .connectionTimeout(config.timeouts().connect())
        .connectionAcquisitionTimeout(config.timeouts().request())
        .connectionMaxIdleTime(MAX_IDLE)
        .readTimeout(config.timeouts().silence())
        .writeTimeout(config.timeouts().silence())
        .build();
  }

  private S3AsyncClient client(
      SdkAsyncHttpClient http, RetryStrategy retries, ExecutionInterceptor... more) {
    S3AsyncClientBuilder builder = S3AsyncClient.builder();
    config.endpoint().ifPresent(builder::endpointOverride);
    return builder
        .httpClient(http)
        .region(Region.of(config.region()))
        .credentialsProvider(credentials(config))
        .forcePathStyle(config.pathStyle())
        // Small documents go with their headers, a round trip earlier; and a server that refuses
        // before it has read a body held back so hangs up on whoever uses the connection next.
        .serviceConfiguration(service -> service.expectContinueEnabled(false))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(
            override -> {
              override.retryStrategy(retries).addExecutionInterceptor(watch);
              Stream.of(more).forEach(override::addExecutionInterceptor);
            })
        .build();
  }

  static AwsCredentialsProvider credentials(S3Config config) {
    return config
        .credentials()
        .<AwsCredentialsProvider>map(
            given ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(given.accessKeyId(), given.secretAccessKey())))
        .orElseGet(
            () -> DefaultCredentialsProvider.builder().asyncCredentialUpdateEnabled(true).build());
  }

  S3Config config() {
    return config;
  }

  /** Tries again by itself: for requests that may happen twice. */
  S3AsyncClient retrying() {
    return retrying;
  }

  /** Sends each request once. */
  S3AsyncClient once() {
    return once;
  }

  /**
   * Sends each request once, for conditional writes. One that is sent twice meets itself: its
   * second try is refused for what its first one did.
   */
  S3AsyncClient conditional() {
    return conditional;
  }

  /** Runs what reads and writes local files, so that the disk holds up no event loop. */
  ExecutorService files() {
    return files;
  }

  /** Has {@code future} fail when this closes before it ends. */
  <T> CompletableFuture<T> track(CompletableFuture<T> future) {
    underWay.add(future);
    future.whenComplete((value, failure) -> underWay.remove(future));
    if (closed) {
      future.completeExceptionally(closedFailure());
    }
    return future;
  }

  /** What is under way fails with {@code UNAVAILABLE}. Further calls change nothing. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(future -> future.completeExceptionally(closedFailure()));
    files.shutdown();
    retrying.close();
    once.close();
    conditional.close();
    http.close();
    freshHttp.close();
    // In the background, once what the closed channels still have to say is said.
    eventLoops.shutdownGracefully(1, CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static ObjectStoreException closedFailure() {
    return new ObjectStoreException(Kind.UNAVAILABLE, "the store's connection is closed", null);
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}

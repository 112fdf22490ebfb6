package dev.scripttrimmer.benchmarks.job;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.app.config.ConfigLoader;
import dev.scripttrimmer.app.node.Node;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.embeddeds3.EmbeddedS3;
import dev.scripttrimmer.embeddeds3.EmbeddedS3Config;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One job through the whole program, on a store of this machine, over HTTP, as a browser would have
 * it done. Arguments: an empty folder on the video's disk; a video; {@code words} to stop at the
 * first words. A small heap ({@code -Xmx}) shows whether anything is read whole into memory: store,
 * service and client share it.
 */
public final class JobBenchmark {
  private static final String BUCKET = "bench";
  private static final String KEY = "videos/video.mp4";
  private static final String VERSION = "\"" + "0".repeat(32) + "-2\"";
  private static final double MEGABYTE = 1e6;
  private static final double NANOS = 1e9;

  private final HttpClient http = HttpClient.newHttpClient();
  private final CountingProxy store;
  private final URI service;
  private final long size;

  private JobBenchmark(CountingProxy store, URI service, long size) {
    this.store = store;
    this.service = service;
    this.size = size;
  }

  /** Prints a few lines. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Path video = Path.of(arguments[1]);
    boolean wordsOnly = arguments.length > 2 && "words".equals(arguments[2]);
    Path data = folder.resolve("store");
    Path object = data.resolve("objects").resolve(BUCKET).resolve(KEY);
    Files.createDirectories(object.getParent());
    // The very file: ten gigabytes with holes need not be written once more. The store looks at the
    // attribute for the version of what came in parts.
    Files.createLink(object, video);
    Files.setAttribute(
        object, "user:user.content-md5", VERSION.getBytes(StandardCharsets.US_ASCII));
    try (EmbeddedS3 s3 = EmbeddedS3.start(EmbeddedS3Config.inFolder(data, BUCKET));
        CountingProxy proxy = CountingProxy.before(s3.endpoint());
        Node node = Node.start(config(folder, s3, proxy))) {
      new JobBenchmark(proxy, node.service(), Files.size(video)).measure(wordsOnly);
    }
    // Clients of HTTP and of the store leave idle threads.
    System.exit(0);
  }

  private static AppConfig config(Path folder, EmbeddedS3 s3, CountingProxy proxy) {
    Map<String, String> keys =
        Map.ofEntries(
            Map.entry("http.port", "0"),
            Map.entry("log.level", "warn"),
            Map.entry("storage.kind", "s3"),
            Map.entry("storage.bucket", BUCKET),
            Map.entry("storage.endpoint", proxy.endpoint().toString()),
            Map.entry("storage.path-style", "true"),
            Map.entry("storage.access-key", s3.accessKey().id()),
            Map.entry("storage.secret-key", s3.accessKey().secret()),
            Map.entry("uploads.max-size", "100GiB"),
            Map.entry("worker.scratch", folder.resolve("scratch").toString()));
    AppConfig config = new ConfigLoader().load(Optional.empty(), Map.of(), keys);
    config.log().apply();
    return config;
  }

  private void measure(boolean wordsOnly) throws IOException, InterruptedException {
    String url = store.endpoint() + "/" + BUCKET + "/" + KEY;
    long before = store.answered();
    long start = System.nanoTime();
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(service.resolve("/extract-audio-endpoint"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"s3_url\": \"" + url + "\"}"))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException("the job was not accepted: " + answer.body());
    }
    System.out.printf("a source of %.0f MB%n", size / MEGABYTE);
    follow(url, start, wordsOnly);
    long read = store.answered() - before;
    System.out.printf(
        "  the store answered with %.1f MB, %.2f %% of the source%n",
        read / MEGABYTE, 100.0 * read / size);
    System.out.printf(
        "  heap: at most %.0f MB in use of the %.0f MB allowed%n",
        peakHeap() / MEGABYTE, Runtime.getRuntime().maxMemory() / MEGABYTE);
  }

  private void follow(String url, long start, boolean wordsOnly)
      throws IOException, InterruptedException {
    String query = "?s3_url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/progress-stream-endpoint" + query)).build();
    boolean heard = false;
    try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        double seconds = (System.nanoTime() - start) / NANOS;
        if (!heard && line.contains("\"transcript\":[{")) {
          heard = true;
          System.out.printf("  first words %.2f s after the POST%n", seconds);
          if (wordsOnly) {
            cancel(url);
            return;
          }
        }
        if (line.contains("\"status\":\"completed\"") || line.contains("\"status\":\"failed\"")) {
          boolean completed = line.contains("\"status\":\"completed\"");
          System.out.printf("  %s after %.1f s%n", completed ? "completed" : line, seconds);
        }
      }
    }
  }

  private void cancel(String url) throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(service.resolve("/jobs/" + QueueKey.of(url).value()))
            .DELETE()
            .build(),
        BodyHandlers.discarding());
  }

  /** Of all generations together; more than was ever in use at one time. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}

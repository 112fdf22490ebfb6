package dev.scripttrimmer.vosk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Stands in for the site that publishes models. */
final class ModelServer implements AutoCloseable {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger downloads = new AtomicInteger();
  private final HttpServer server;
  private volatile boolean stalling;

  ModelServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/models/", this::answer);
    server.start();
  }

  /** Address of the list. */
  URI list() {
    return address("model-list.json");
  }

  /** How many archives were asked for. */
  int downloads() {
    return downloads.get();
  }

  void serve(String file, byte[] content) {
    files.put(file, content);
  }

  /** Serves an archive, and a list of it and of an obsolete model. */
  void publish(String name, byte[] archive) throws Exception {
    publish(name, archive, address(name + ".zip").toString());
  }

  void publish(String name, byte[] archive, String url) throws Exception {
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
    String list =
        """
        [{"lang": "en-us", "md5": "%s", "name": "%s", "obsolete": "false", "size": %d,
          "type": "small", "url": "%s", "version": "0.15"},
         {"lang": "en-us", "md5": "0", "name": "vosk-model-small-en-us-0.3", "obsolete": "true",
          "size": 1, "type": "small", "url": "%s", "version": "0.3"}]
        """
            .formatted(md5, name, archive.length, url, url);
    serve("model-list.json", list.getBytes(StandardCharsets.UTF_8));
    serve(name + ".zip", archive);
  }

  /** From now on archives end after their first byte, and the connection stays open. */
  void stallAfterOneByte() {
    stalling = true;
  }

  /** A model without anything of use in it. */
  static byte[] archive(String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String file : TestModels.FILES) {
      files.put(name + "/" + file, "hollow".getBytes(StandardCharsets.UTF_8));
    }
    return zip(files);
  }

  static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] content = files.get(path.substring("/models/".length()));
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    boolean archive = path.endsWith(".zip");
    if (archive) {
      downloads.incrementAndGet();
    }
    exchange.sendResponseHeaders(200, content.length);
    if (archive && stalling) {
      exchange.getResponseBody().write(content, 0, 1);
      exchange.getResponseBody().flush();
    } else {
      exchange.getResponseBody().write(content);
      exchange.close();
    }
  }

  private URI address(String file) {
    InetSocketAddress bound = server.getAddress();
    return URI.create(
        "http://%s:%d/models/%s"
            .formatted(bound.getAddress().getHostAddress(), bound.getPort(), file));
  }
}

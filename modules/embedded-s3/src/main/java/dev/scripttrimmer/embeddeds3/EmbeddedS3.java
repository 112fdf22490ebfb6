package dev.scripttrimmer.embeddeds3;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running S3 server on a folder: signatures checked, conditional writes atomic, CORS for
 * browsers. One server per folder; what it holds survives restarts and crashes. Keys are paths of
 * files there: none can be another one's folder ({@code a} beside {@code a/b}).
 */
public final class EmbeddedS3 implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedS3.class);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final List<String> CORS_METHODS = List.of("GET", "HEAD", "PUT");

  private final S3Proxy server;
  private final StrictBlobStore store;
  private final FolderLock lock;
  private final URI endpoint;
  private final AccessKey accessKey;

  private EmbeddedS3(
      S3Proxy server, StrictBlobStore store, FolderLock lock, URI endpoint, AccessKey accessKey) {
    this.server = server;
    this.store = store;
    this.lock = lock;
    this.endpoint = endpoint;
    this.accessKey = accessKey;
  }

  /**
   * Starts a server; it answers when this returns.
   *
   * @throws IOException when the folder cannot be used (not writable, without file attributes, or
   *     another server has it) or the port is taken
   */
  public static EmbeddedS3 start(EmbeddedS3Config config) throws IOException {
    Path folder = Files.createDirectories(config.folder().toAbsolutePath().normalize());
    FolderLock lock = FolderLock.take(folder);
    try {
      return start(config, folder, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedS3 start(EmbeddedS3Config config, Path folder, FolderLock lock)
      throws IOException {
    Path objects = folder.resolve("objects");
    if (Files.notExists(objects)) {
      Files.createDirectory(objects, OWNER_ONLY);
    }
    requireAttributes(objects);
    for (String bucket : config.buckets()) {
      Files.createDirectories(objects.resolve(bucket));
    }
    AccessKey accessKey =
        config.accessKey().isPresent()
            ? config.accessKey().get()
            : new KeptAccessKey(folder.resolve("access-key.properties")).loadOrCreate();
    StrictBlobStore store =
        new StrictBlobStore(new FilesystemNio2BlobStore(objects.toString()), objects);
    S3Proxy server =
        config.port() == 0
            ? listenWhereItDid(config, store, accessKey, new KeptPort(folder.resolve("port")))
            : listen(config, store, accessKey);
    URI endpoint = endpoint(config.host(), server.getPort());
    LOG.info("embedded S3 started endpoint={} folder={}", endpoint, folder);
    return new EmbeddedS3(server, store, lock, endpoint, accessKey);
  }

  /** On the port of the last time, for what knows it; on another one where that is taken. */
  private static S3Proxy listenWhereItDid(
      EmbeddedS3Config config, StrictBlobStore store, AccessKey accessKey, KeptPort kept)
      throws IOException {
    OptionalInt last = kept.last();
    if (last.isPresent()) {
      try {
        return listen(config.withPort(last.getAsInt()), store, accessKey);
      } catch (IOException e) {
        LOG.warn("embedded S3 moves, URLs of before lead nowhere port={}", last.getAsInt());
      }
    }
    S3Proxy server = listen(config, store, accessKey);
    kept.keep(server.getPort());
    return server;
  }

  private static S3Proxy listen(EmbeddedS3Config config, StrictBlobStore store, AccessKey accessKey)
      throws IOException {
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(endpoint(config.host(), config.port()))
            .awsAuthentication(AuthenticationType.AWS_V4, accessKey.id(), accessKey.secret())
            .corsRules(corsRules(config.corsOrigins()))
            .ignoreUnknownHeaders(true)
            .build();
    EagerBodies.readBy(server);
    try {
      server.start();
      return server;
    } catch (Exception e) {
      stop(server);
      throw new IOException(
          "the embedded S3 server cannot listen on " + config.host() + ":" + config.port(), e);
    }
  }

  /** By trial: the mount table, which would know as well, is not shown in every container. */
  private static void requireAttributes(Path objects) throws IOException {
    try {
      Files.setAttribute(objects, "user:script-trimmer", new byte[] {1});
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException(
          "the file system of " + objects + " keeps no user-defined attributes of files", e);
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}; address buckets by path. */
  public URI endpoint() {
    return endpoint;
  }

  /** The one key that opens it. */
  public AccessKey accessKey() {
    return accessKey;
  }

  /** Stops listening and lets go of the folder. Further calls change nothing. */
  @Override
  public void close() throws IOException {
    stop(server);
    store.close();
    lock.close();
  }

  private static void stop(S3Proxy server) throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the embedded S3 server did not stop cleanly", e);
    }
  }

  private static URI endpoint(String host, int port) {
    try {
      return new URI("http", null, host, port, null, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a host to listen on: " + host, e);
    }
  }

  private static CrossOriginResourceSharing corsRules(List<String> origins) {
    if (origins.isEmpty()) {
      return CrossOriginResourceSharing.disabled();
    }
    // The server takes each origin as a regular expression.
    List<String> patterns =
        origins.stream()
            .map(origin -> origin.equals("*") ? origin : Pattern.quote(origin))
            .toList();
    return new CrossOriginResourceSharing(
        patterns, CORS_METHODS, List.of("*"), List.of("ETag"), "");
  }
}

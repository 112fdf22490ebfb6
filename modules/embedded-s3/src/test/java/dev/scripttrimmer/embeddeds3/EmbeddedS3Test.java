package dev.scripttrimmer.embeddeds3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedS3Test {
  private static final String BUCKET = "videos";

  @TempDir Path folder;

  @Test
  @DisplayName("objects and the generated key survive a restart")
  void survivesRestart() throws Exception {
    AccessKey first;
    try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder, BUCKET));
        S3Client client = client(server, server.accessKey())) {
      first = server.accessKey();
      client.putObject(r -> r.bucket(BUCKET).key("a/b.txt"), RequestBody.fromString("kept"));
    }
    try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder, BUCKET));
        S3Client client = client(server, server.accessKey())) {
      assertThat(server.accessKey()).isEqualTo(first);
      assertThat(
              client
                  .getObjectAsBytes(r -> r.bucket(BUCKET).key("a/b.txt"))
                  .asString(StandardCharsets.UTF_8))
          .isEqualTo("kept");
    }
  }

  @Test
  @DisplayName("a free port is taken again after a restart, another one when it is taken")
  void keepsItsPort() throws Exception {
    URI first;
    try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder))) {
      first = server.endpoint();
    }
    try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder))) {
      assertThat(server.endpoint()).isEqualTo(first);
    }
    try (EmbeddedS3 other =
            EmbeddedS3.start(
                EmbeddedS3Config.inFolder(folder.resolve("other")).withPort(first.getPort()));
        EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder))) {
      assertThat(other.endpoint()).isEqualTo(first);
      assertThat(server.endpoint()).isNotEqualTo(first);
    }
  }

  @Test
  @DisplayName("the generated key is only its owner's to read, and its secret is not printed")
  void keepsTheKeySecret() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder))) {
      Path file = folder.resolve("access-key.properties");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(file)).contains(server.accessKey().secret());
      assertThat(server.accessKey().toString()).doesNotContain(server.accessKey().secret());
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(f -> f.getFileName().toString()))
            .containsExactlyInAnyOrder("access-key.properties", "lock", "objects", "port");
      }
    }
  }

  @Test
  @DisplayName("a spoilt key file stops the start and says what to do")
  void spoiltKeyFile() throws Exception {
    Files.writeString(folder.resolve("access-key.properties"), "accessKeyId=\n");
    assertThatThrownBy(() -> EmbeddedS3.start(EmbeddedS3Config.inFolder(folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("delete the file");
  }

  @Test
  @DisplayName("a given key is used and kept in no file")
  void givenKey() throws Exception {
    AccessKey key = new AccessKey("somebody", "whose secret this is");
    try (EmbeddedS3 server =
            EmbeddedS3.start(EmbeddedS3Config.inFolder(folder, BUCKET).withAccessKey(key));
        S3Client client = client(server, key)) {
      client.headBucket(r -> r.bucket(BUCKET));
      assertThat(folder.resolve("access-key.properties")).doesNotExist();
    }
  }

  @Test
  @DisplayName("unsigned requests and wrong secrets are refused")
  void refusesStrangers() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder, BUCKET));
        S3Client owner = client(server, server.accessKey());
        S3Client forger = client(server, new AccessKey(server.accessKey().id(), "a guess"))) {
      owner.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("v"));
      Files.setPosixFilePermissions(
          folder.resolve("objects/" + BUCKET + "/k"), PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(unsigned(server, "GET", "/" + BUCKET)).isEqualTo(403);
      assertThat(unsigned(server, "GET", "/" + BUCKET + "/k")).isEqualTo(403);
      assertThat(unsigned(server, "HEAD", "/" + BUCKET + "/k")).isEqualTo(403);
      assertThat(unsigned(server, "PUT", "/" + BUCKET + "/k")).isEqualTo(403);
      assertThat(unsigned(server, "DELETE", "/" + BUCKET + "/k")).isEqualTo(403);
      assertThatThrownBy(() -> forger.headBucket(r -> r.bucket(BUCKET)))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  @DisplayName("a second server on the same folder is refused until the first has closed")
  void oneServerPerFolder() throws Exception {
    EmbeddedS3Config config = EmbeddedS3Config.inFolder(folder, BUCKET);
    try (EmbeddedS3 server = EmbeddedS3.start(config)) {
      assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
      assertThatThrownBy(() -> EmbeddedS3.start(config))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another embedded S3 server");
    }
    EmbeddedS3.start(config).close();
  }

  @Test
  @DisplayName("a taken port fails the start and frees the folder")
  void takenPort(@TempDir Path other) throws Exception {
    try (EmbeddedS3 first = EmbeddedS3.start(EmbeddedS3Config.inFolder(other))) {
      EmbeddedS3Config clash =
          EmbeddedS3Config.inFolder(folder).withPort(first.endpoint().getPort());
      assertThatThrownBy(() -> EmbeddedS3.start(clash))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1");
    }
    EmbeddedS3.start(EmbeddedS3Config.inFolder(folder)).close();
  }

  @Test
  @DisplayName("nothing listens and no thread is left after close, which can be repeated")
  void closes() throws Exception {
    EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder));
    URI endpoint = server.endpoint();
    server.close();
    server.close();

    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(endpoint).build(), BodyHandlers.ofString()))
        .isInstanceOf(ConnectException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("S3Proxy"));
  }

  @Test
  @DisplayName("pages of an allowed origin may PUT and see the ETag, others may not")
  void cors() throws Exception {
    EmbeddedS3Config config =
        EmbeddedS3Config.inFolder(folder, BUCKET).withCorsOrigins("http://page.example:8080");
    try (EmbeddedS3 server = EmbeddedS3.start(config)) {
      HttpResponse<String> allowed = preflight(server, "http://page.example:8080");
      assertThat(allowed.statusCode()).isEqualTo(200);
      assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
          .hasValue("http://page.example:8080");
      assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods"))
          .hasValueSatisfying(methods -> assertThat(methods).contains("PUT", "GET", "HEAD"));

      for (String stranger : List.of("http://page.example", "http://pageXexample:8080")) {
        assertThat(preflight(server, stranger).headers().firstValue("Access-Control-Allow-Origin"))
            .isEmpty();
      }
    }
  }

  @Test
  @DisplayName("of sixteen writers that name the same version exactly one wins, every time")
  void oneWinnerPerVersion() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(16);
    try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder, BUCKET));
        S3Client client = client(server, server.accessKey())) {
      String etag =
          client
              .putObject(r -> r.bucket(BUCKET).key("head"), RequestBody.fromString("start"))
              .eTag();
      for (int round = 0; round < 20; round++) {
        String seen = etag;
        int number = round;
        List<Callable<String>> attempts =
            IntStream.range(0, 16)
                .<Callable<String>>mapToObj(
                    writer -> () -> replace(client, seen, number + " by " + writer))
                .toList();
        List<String> won =
            writers.invokeAll(attempts).stream()
                .map(EmbeddedS3Test::answer)
                .filter(answer -> !answer.isEmpty())
                .toList();
        assertThat(won).hasSize(1);
        etag = won.get(0);
        assertThat(client.headObject(r -> r.bucket(BUCKET).key("head")).eTag()).isEqualTo(etag);
      }
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  @DisplayName("starting and serving prints nothing")
  void quiet() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(stream);
      System.setErr(stream);
      try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder, BUCKET));
          S3Client client = client(server, server.accessKey())) {
        client.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("v"));
      }
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  @DisplayName("a request refused for what its headers say leaves its connection in use")
  void refusesWithoutHangingUp() throws Exception {
    String head = "PUT /" + BUCKET + "/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n";
    try (EmbeddedS3 server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder, BUCKET));
        Socket socket = new Socket(server.endpoint().getHost(), server.endpoint().getPort())) {
      socket.setSoTimeout(10_000);
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (int request = 0; request < 2; request++) {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        // Another connection's whole exchange: time enough to refuse by the headers alone.
        assertThat(unsigned(server, "GET", "/" + BUCKET + "/k")).isEqualTo(403);
        socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(answers.lines().filter(line -> line.startsWith("HTTP/1.1")).findFirst())
            .hasValueSatisfying(line -> assertThat(line).contains("403"));
      }
    }
  }

  private static String replace(S3Client client, String etag, String body) {
    try {
      return client
          .putObject(r -> r.bucket(BUCKET).key("head").ifMatch(etag), RequestBody.fromString(body))
          .eTag();
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isEqualTo(412);
      return "";
    }
  }

  private static String answer(Future<String> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static int unsigned(EmbeddedS3 server, String method, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.endpoint().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static HttpResponse<String> preflight(EmbeddedS3 server, String origin) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.endpoint().resolve("/" + BUCKET + "/k"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "content-type")
                .build(),
            BodyHandlers.ofString());
  }

  private static S3Client client(EmbeddedS3 server, AccessKey key) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
        .build();
  }
}

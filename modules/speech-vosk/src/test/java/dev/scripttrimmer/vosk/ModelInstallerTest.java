package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ModelInstallerTest {
  private static final String NAME = "vosk-model-small-en-us-0.15";

  @TempDir Path cache;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final AtomicInteger downloads = new AtomicInteger();
  private HttpServer server;
  private ModelInstaller installer;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body = served.get(path);
          if (path.endsWith(".zip")) {
            downloads.incrementAndGet();
          }
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    installer = new ModelInstaller(cache, address("/models/model-list.json"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void installsAModelByItsShortName() throws Exception {
    publish(modelArchive());
    List<Double> progress = new ArrayList<>();

    InstalledModel model = installer.install("small-en-us", progress::add);

    assertThat(model.model().name()).isEqualTo(NAME);
    assertThat(model.path()).isEqualTo(cache.resolve(NAME));
    assertThat(model.path().resolve("graph/words.txt")).hasContent("hollow");
    assertThat(progress).isSorted().last().isEqualTo(1.0);
    assertThat(new SpeechModels(cache).installed()).containsExactly(model);
    assertOnlyTheModelIsLeft();
  }

  @Test
  void leavesAnInstalledModelAsItIs() throws Exception {
    publish(modelArchive());
    InstalledModel model = installer.install(NAME, fraction -> {});
    server.stop(0);

    assertThat(installer.install(NAME, fraction -> {})).isEqualTo(model);
  }

  @Test
  void replacesAModelThatLacksFiles() throws Exception {
    publish(modelArchive());
    Path words = installer.install(NAME, fraction -> {}).path().resolve("graph/words.txt");
    Files.delete(words);

    installer.install(NAME, fraction -> {});

    assertThat(words).exists();
    assertOnlyTheModelIsLeft();
  }

  @Test
  void downloadsOnceForAllWhoAskAtTheSameTime() throws Exception {
    publish(modelArchive());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<InstalledModel>> models = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        models.add(pool.submit(() -> installer.install(NAME, fraction -> {})));
      }
      for (Future<InstalledModel> model : models) {
        assertThat(model.get().path()).isEqualTo(cache.resolve(NAME));
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(downloads).hasValue(1);
    assertOnlyTheModelIsLeft();
  }

  @Test
  void listsWhatCanBeInstalled() throws Exception {
    publish(modelArchive());

    assertThat(installer.available()).containsExactly(NAME);
    assertThatThrownBy(() -> installer.install("small-xx", fraction -> {}))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("small-xx")
        .hasMessageContaining(NAME);
  }

  @Test
  void refusesAnArchiveOfAnotherDigest() throws Exception {
    byte[] archive = modelArchive();
    byte[] other = archive.clone();
    other[other.length - 1] ^= 1;
    publish(archive);
    served.put("/models/" + NAME + ".zip", other);

    assertRefused("MD5");
  }

  @Test
  void refusesAnArchiveOfAnotherLength() throws Exception {
    byte[] archive = modelArchive();
    publish(archive);
    served.put("/models/" + NAME + ".zip", new byte[archive.length + 1]);
    assertRefused("more than the announced");

    served.put("/models/" + NAME + ".zip", new byte[archive.length - 1]);
    assertRefused("only");
  }

  @Test
  void givesUpOnASilentServer() throws Exception {
    publish(modelArchive());
    server.createContext(
        "/models/" + NAME + ".zip",
        exchange -> {
          exchange.sendResponseHeaders(200, served.get("/models/" + NAME + ".zip").length);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
        });
    installer =
        new ModelInstaller(cache, address("/models/model-list.json"), Duration.ofMillis(200));

    assertRefused("nothing came");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.txt", NAME + "/../../evil.txt", "/tmp/evil.txt", NAME + "/../.."})
  void refusesEntriesThatLieElsewhere(String entry) throws Exception {
    publish(zip(Map.of(entry, new byte[] {1})));

    assertRefused("outside");
    assertThat(cache.resolveSibling("evil.txt")).doesNotExist();
    assertThat(cache.resolve("evil.txt")).doesNotExist();
  }

  @Test
  void refusesAnArchiveThatUnpacksToFarMore() throws Exception {
    publish(zip(Map.of(NAME + "/am/final.mdl", new byte[10_000_000])));

    assertRefused("unpacks to more");
  }

  @Test
  void refusesWhatIsNoArchiveAndWhatHoldsNoModel() throws Exception {
    publish("not a zip archive".getBytes(StandardCharsets.UTF_8));
    assertRefused("not a zip archive");

    publish(zip(Map.of(NAME + "/README", new byte[] {1})));
    assertRefused("no complete speech model");
  }

  @Test
  void saysWhatToDoWithoutANetwork() {
    server.stop(0);

    assertThatThrownBy(() -> installer.install("small-en-us", fraction -> {}))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("cannot be fetched")
        .hasMessageContaining("/models/model-list.json")
        .hasMessageContaining(cache.toString());
  }

  @Test
  void saysWhenTheListIsGoneOrBroken() {
    assertThatThrownBy(installer::available)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("404");

    served.put("/models/model-list.json", "<html>".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(installer::available)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("unreadable");

    served.put("/models/model-list.json", new byte[5 * 1024 * 1024]);
    assertThatThrownBy(installer::available)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void followsNoListToOtherKindsOfAddresses() throws Exception {
    publish(modelArchive(), "file:///etc/passwd");

    assertRefused("no address to download from");
  }

  private void assertRefused(String reason) throws IOException {
    assertThatThrownBy(() -> installer.install(NAME, fraction -> {}))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining(NAME)
        .hasMessageContaining(reason);
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).containsExactly(cache.resolve("." + NAME + ".lock"));
    }
  }

  private void assertOnlyTheModelIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left)
          .containsExactlyInAnyOrder(cache.resolve(NAME), cache.resolve("." + NAME + ".lock"));
    }
  }

  private void publish(byte[] archive) throws Exception {
    publish(archive, address("/models/" + NAME + ".zip").toString());
  }

  private void publish(byte[] archive, String url) throws Exception {
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
    String list =
        """
        [{"lang": "en-us", "md5": "%s", "name": "%s", "obsolete": "false", "size": %d,
          "type": "small", "url": "%s", "version": "0.15"},
         {"lang": "en-us", "md5": "0", "name": "vosk-model-small-en-us-0.3", "obsolete": "true",
          "size": 1, "type": "small", "url": "%s", "version": "0.3"}]
        """
            .formatted(md5, NAME, archive.length, url, url);
    served.put("/models/model-list.json", list.getBytes(StandardCharsets.UTF_8));
    served.put("/models/" + NAME + ".zip", archive);
  }

  private URI address(String path) {
    return URI.create(
        "http://%s:%d%s"
            .formatted(
                server.getAddress().getAddress().getHostAddress(),
                server.getAddress().getPort(),
                path));
  }

  private static byte[] modelArchive() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String file : TestModels.FILES) {
      files.put(NAME + "/" + file, "hollow".getBytes(StandardCharsets.UTF_8));
    }
    return zip(files);
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
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
}

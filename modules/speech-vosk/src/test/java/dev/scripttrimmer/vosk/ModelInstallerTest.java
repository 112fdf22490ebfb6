package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
  private ModelServer server;
  private ModelInstaller installer;

  @BeforeEach
  void serve() throws IOException {
    server = new ModelServer();
    installer = new ModelInstaller(cache, server.list());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void installsAModelByItsShortName() throws Exception {
    server.publish(NAME, ModelServer.archive(NAME));
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
    server.publish(NAME, ModelServer.archive(NAME));
    InstalledModel model = installer.install(NAME, fraction -> {});
    server.close();

    assertThat(installer.install(NAME, fraction -> {})).isEqualTo(model);
  }

  @Test
  void replacesAModelThatLacksFiles() throws Exception {
    server.publish(NAME, ModelServer.archive(NAME));
    Path words = installer.install(NAME, fraction -> {}).path().resolve("graph/words.txt");
    Files.delete(words);

    installer.install(NAME, fraction -> {});

    assertThat(words).exists();
    assertOnlyTheModelIsLeft();
  }

  @Test
  void downloadsOnceForAllWhoAskAtTheSameTime() throws Exception {
    server.publish(NAME, ModelServer.archive(NAME));
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
    assertThat(server.downloads()).isEqualTo(1);
    assertOnlyTheModelIsLeft();
  }

  @Test
  void listsWhatCanBeInstalled() throws Exception {
    server.publish(NAME, ModelServer.archive(NAME));

    assertThat(installer.available()).containsExactly(NAME);
    assertThatThrownBy(() -> installer.install("small-xx", fraction -> {}))
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("small-xx")
        .hasMessageContaining(NAME);
  }

  @Test
  void refusesAnArchiveOfAnotherDigest() throws Exception {
    byte[] archive = ModelServer.archive(NAME);
    byte[] other = archive.clone();
    other[other.length - 1] ^= 1;
    server.publish(NAME, archive);
    server.serve(NAME + ".zip", other);

    assertRefused("MD5");
  }

  @Test
  void refusesAnArchiveOfAnotherLength() throws Exception {
    byte[] archive = ModelServer.archive(NAME);
    server.publish(NAME, archive);
    server.serve(NAME + ".zip", new byte[archive.length + 1]);
    assertRefused("more than the announced");

    server.serve(NAME + ".zip", new byte[archive.length - 1]);
    assertRefused("only");
  }

  @Test
  void givesUpOnASilentServer() throws Exception {
    server.publish(NAME, ModelServer.archive(NAME));
    server.stallAfterOneByte();
    installer = new ModelInstaller(cache, server.list(), Duration.ofMillis(200));

    assertRefused("nothing came");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.txt", NAME + "/../../evil.txt", "/tmp/evil.txt", NAME + "/../.."})
  void refusesEntriesThatLieElsewhere(String entry) throws Exception {
    server.publish(NAME, ModelServer.zip(Map.of(entry, new byte[] {1})));

    assertRefused("outside");
    assertThat(cache.resolveSibling("evil.txt")).doesNotExist();
    assertThat(cache.resolve("evil.txt")).doesNotExist();
  }

  @Test
  void refusesAnArchiveThatUnpacksToFarMore() throws Exception {
    server.publish(NAME, ModelServer.zip(Map.of(NAME + "/am/final.mdl", new byte[10_000_000])));

    assertRefused("unpacks to more");
  }

  @Test
  void refusesWhatIsNoArchiveAndWhatHoldsNoModel() throws Exception {
    server.publish(NAME, "not a zip archive".getBytes(StandardCharsets.UTF_8));
    assertRefused("not a zip archive");

    server.publish(NAME, ModelServer.zip(Map.of(NAME + "/README", new byte[] {1})));
    assertRefused("no complete speech model");
  }

  @Test
  void saysWhatToDoWithoutANetwork() {
    server.close();

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

    server.serve("model-list.json", "<html>".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(installer::available)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("unreadable");

    server.serve("model-list.json", new byte[5 * 1024 * 1024]);
    assertThatThrownBy(installer::available)
        .isInstanceOf(SpeechModelException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void followsNoListToOtherKindsOfAddresses() throws Exception {
    server.publish(NAME, ModelServer.archive(NAME), "file:///etc/passwd");

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
}

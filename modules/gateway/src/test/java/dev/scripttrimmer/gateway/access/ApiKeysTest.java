package dev.scripttrimmer.gateway.access;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
  private static final Quota USUAL = new Quota(10, 100, 20);
  private static final String HASH = ApiKey.Hash.of("key").hex();

  @TempDir private Path folder;

  @Test
  void aKeyIsLongRandomAndKnownByItsHash() {
    String key = ApiKey.generate();

    assertThat(key).matches("trim_[A-Za-z0-9_-]{43}").isNotEqualTo(ApiKey.generate());
    assertThat(ApiKey.Hash.of("abc").hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aLineNamesKeyAndQuota() {
    List<ApiKey> keys =
        ApiKeys.parse(
            List.of(
                "# staff",
                "",
                "alice " + HASH,
                "  bob  " + HASH.replace('a', 'b') + " max-active=3"),
            USUAL);

    assertThat(keys)
        .containsExactly(
            new ApiKey("alice", new ApiKey.Hash(HASH), USUAL),
            new ApiKey("bob", new ApiKey.Hash(HASH.replace('a', 'b')), new Quota(3, 100, 20)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "alice short",
        "Alice HASH",
        "alice HASH max-active=0",
        "alice HASH max-active",
        "alice HASH speed=7",
        "../alice HASH"
      })
  void aWrongLineIsNamed(String line) {
    assertThatThrownBy(() -> ApiKeys.parse(List.of("# first", line.replace("HASH", HASH)), USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ");
  }

  @Test
  void twoHoldersDoNotShareAKey() {
    assertThatThrownBy(() -> ApiKeys.parse(List.of("a " + HASH, "b " + HASH), USUAL))
        .hasMessageContaining("twice");
  }

  @Test
  void aChangedFileTakesEffectAndABrokenOneChangesNothing() throws IOException {
    Vertx vertx = Vertx.vertx();
    Path path = Files.writeString(folder.resolve("keys"), "alice " + HASH + "\n");
    try (KeyFile file = KeyFile.open(vertx, path, USUAL)) {
      assertThat(result(file.keys().authenticate("key").toCompletionStage()).name())
          .isEqualTo("key:alice");

      Files.writeString(path, "alice nonsense\n");
      file.look();
      assertThat(file.keys().authenticate("key").succeeded()).isTrue();

      Files.writeString(path, "# nobody\n");
      file.look();
      assertThat(file.keys().authenticate("key").failed()).isTrue();
    } finally {
      result(vertx.close().toCompletionStage());
    }
  }
}

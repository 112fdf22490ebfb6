package dev.scripttrimmer.testkit;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link dev.scripttrimmer.domain.store.ObjectStore} does with documents. */
public abstract class ObjectStoreContract extends ObjectStoreFixture {
  @Test
  @DisplayName("what is not there is empty, and deleting it succeeds")
  void absent() {
    ObjectLocation nowhere = at("nowhere");
    assertThat(result(store().get(nowhere))).isEmpty();
    assertThat(result(store().stat(nowhere))).isEmpty();
    result(store().delete(nowhere));
  }

  @Test
  @DisplayName("a document reads as it was written, and its version names it")
  void putAndGet() {
    byte[] body = {0, 1, -1, 127, -128, '\r', '\n'};
    ObjectVersion version = put("doc", body, Precondition.none());

    StoredDocument read = result(store().get(at("doc"))).orElseThrow();
    assertThat(read.body()).isEqualTo(body);
    assertThat(read.version()).isEqualTo(version);
  }

  @Test
  @DisplayName("an empty document is not an absent one")
  void emptyDocument() {
    put("empty", new byte[0], Precondition.none());

    assertThat(result(store().get(at("empty"))).orElseThrow().body()).isEmpty();
    assertThat(result(store().stat(at("empty"))).orElseThrow().size()).isZero();
  }

  @Test
  @DisplayName("stat tells size, version, type and about when")
  void stat() {
    Instant before = Instant.now().minus(Duration.ofMinutes(5));
    ObjectVersion version =
        result(store().put(at("a.json"), bytes("{}"), "application/json", Precondition.none()));

    ObjectStat stat = result(store().stat(at("a.json"))).orElseThrow();
    assertThat(stat.location()).isEqualTo(at("a.json"));
    assertThat(stat.size()).isEqualTo(2);
    assertThat(stat.version()).isEqualTo(version);
    assertThat(stat.contentType()).hasValue("application/json");
    assertThat(stat.lastModified()).isBetween(before, Instant.now().plus(Duration.ofMinutes(5)));
  }

  @Test
  @DisplayName("a deleted object is gone, and can be created again")
  void deleteAndCreateAgain() {
    put("doc", bytes("one"), Precondition.absent());
    result(store().delete(at("doc")));

    assertThat(result(store().get(at("doc")))).isEmpty();
    put("doc", bytes("two"), Precondition.absent());
  }

  @Test
  @DisplayName("creating fails when the object exists, and leaves it as it was")
  void createOnlyOnce() {
    put("doc", bytes("first"), Precondition.absent());

    assertKind(
        Kind.PRECONDITION_FAILED,
        store().put(at("doc"), bytes("second"), TEXT, Precondition.absent()));
    assertThat(text("doc")).isEqualTo("first");
  }

  @Test
  @DisplayName("replacing fails when somebody else has replaced, and leaves that")
  void replaceOnlyTheNamedVersion() {
    ObjectVersion first = put("doc", bytes("1"), Precondition.absent());
    ObjectVersion second = put("doc", bytes("2"), Precondition.matches(first));

    assertKind(
        Kind.PRECONDITION_FAILED,
        store().put(at("doc"), bytes("3"), TEXT, Precondition.matches(first)));
    assertThat(text("doc")).isEqualTo("2");
    assertThat(result(store().stat(at("doc"))).orElseThrow().version()).isEqualTo(second);
  }

  @Test
  @DisplayName("replacing fails when the object is gone")
  void replaceNeedsTheObject() {
    ObjectVersion version = put("doc", bytes("1"), Precondition.absent());
    result(store().delete(at("doc")));

    assertKind(
        Kind.PRECONDITION_FAILED,
        store().put(at("doc"), bytes("2"), TEXT, Precondition.matches(version)));
  }

  @Test
  @DisplayName("of sixteen simultaneous creations exactly one succeeds")
  void oneCreator() {
    List<CompletionStage<ObjectVersion>> attempts =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> store().put(at("doc"), bytes("by " + i), TEXT, Precondition.absent()))
            .toList();

    assertOneWinner(attempts);
  }

  @Test
  @DisplayName("of sixteen simultaneous replacements exactly one succeeds")
  void oneReplacer() {
    ObjectVersion start = put("doc", bytes("start"), Precondition.absent());
    List<CompletionStage<ObjectVersion>> attempts =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> store().put(at("doc"), bytes("by " + i), TEXT, Precondition.matches(start)))
            .toList();

    assertOneWinner(attempts);
  }

  @Test
  @DisplayName("documents have 8 MiB and no more")
  void documentLimit() {
    byte[] most = random(8 * MEBIBYTE);
    put("most", most, Precondition.none());
    assertThat(result(store().get(at("most"))).orElseThrow().body()).isEqualTo(most);

    assertKind(
        Kind.INVALID,
        store().put(at("more"), new byte[8 * MEBIBYTE + 1], TEXT, Precondition.none()));
  }

  @Test
  @DisplayName("a part of an object is exactly its bytes, of the very version that was seen")
  void readPart() {
    byte[] body = random(300_000);
    put("big", body, Precondition.none());
    ObjectStat seen = result(store().stat(at("big"))).orElseThrow();

    assertThat(result(store().read(seen, 0, body.length))).isEqualTo(body);
    assertThat(result(store().read(seen, 299_990, 10)))
        .isEqualTo(Arrays.copyOfRange(body, 299_990, 300_000));
    assertKind(Kind.INVALID, store().read(seen, 299_990, 11));
    assertKind(Kind.INVALID, store().read(seen, 0, 0));

    put("big", random(300_001), Precondition.none());
    assertKind(Kind.CORRUPT, store().read(seen, 0, 10));
    result(store().delete(at("big")));
    assertKind(Kind.NOT_FOUND, store().read(seen, 0, 10));
  }

  @Test
  @DisplayName("a listing is ordered, kept to its prefix, and goes on after a key")
  void list() {
    List<String> names = List.of("a!", "a/1", "a0", "b", "c/2", "d");
    names.forEach(name -> put("list/" + name, bytes(name), Precondition.none()));
    put("listed", bytes("not in the prefix"), Precondition.none());

    ObjectPage first = result(store().list(bucket(), prefix + "list/", "", 4));
    assertThat(keys(first)).containsExactly("list/a!", "list/a/1", "list/a0", "list/b");
    assertThat(first.more()).isTrue();
    assertThat(first.objects().get(1).size()).isEqualTo(3);
    assertThat(first.objects().get(1).version())
        .isEqualTo(result(store().stat(at("list/a/1"))).orElseThrow().version());

    ObjectPage second = result(store().list(bucket(), prefix + "list/", prefix + "list/b", 4));
    assertThat(keys(second)).containsExactly("list/c/2", "list/d");
    assertThat(second.more()).isFalse();
  }

  @Test
  @DisplayName("a listing goes on after a key that is not there")
  void listAfterAbsentKey() {
    put("list/a", bytes("a"), Precondition.none());
    put("list/c", bytes("c"), Precondition.none());

    assertThat(keys(result(store().list(bucket(), prefix + "list/", prefix + "list/b", 10))))
        .containsExactly("list/c");
    assertThat(keys(result(store().list(bucket(), prefix + "list/", prefix + "list/zz", 10))))
        .isEmpty();
  }

  @Test
  @DisplayName("a page that exactly holds the rest says that nothing follows")
  void listExactly() {
    put("list/a", bytes("a"), Precondition.none());
    put("list/b", bytes("b"), Precondition.none());

    assertThat(result(store().list(bucket(), prefix + "list/", "", 2)).more()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  @DisplayName("a page size out of range is invalid")
  void listLimits(int limit) {
    assertKind(Kind.INVALID, store().list(bucket(), prefix, "", limit));
  }

  @Test
  @DisplayName("keys may have any printable ASCII in them")
  void oddKeys() {
    String odd = "we ird +&=%20%2F!'()*;:@,$[]{}<>^`|~\"#?.mp4";
    put(odd, bytes("odd"), Precondition.absent());

    assertThat(text(odd)).isEqualTo("odd");
    assertThat(keys(result(store().list(bucket(), prefix, "", 10)))).containsExactly(odd);
    result(store().delete(at(odd)));
    assertThat(result(store().stat(at(odd)))).isEmpty();
  }

  @Test
  @DisplayName("a bucket that does not exist is not found")
  void noSuchBucket() {
    ObjectLocation elsewhere = new ObjectLocation("no-such-bucket-" + UUID.randomUUID(), "k");

    assertKind(Kind.NOT_FOUND, store().put(elsewhere, bytes("x"), TEXT, Precondition.none()));
    assertKind(Kind.NOT_FOUND, store().list(elsewhere.bucket(), "", "", 1));
  }

  /** An attempt without an answer is neither won nor lost: what the store holds decides. */
  private void assertOneWinner(List<CompletionStage<ObjectVersion>> attempts) {
    List<ObjectVersion> won = new ArrayList<>();
    List<Kind> refused = new ArrayList<>();
    for (CompletionStage<ObjectVersion> attempt : attempts) {
      try {
        won.add(result(attempt));
      } catch (ObjectStoreException e) {
        refused.add(e.kind());
      }
    }
    ObjectVersion held = result(store().get(at("doc"))).orElseThrow().version();
    assertThat(refused).isSubsetOf(Kind.PRECONDITION_FAILED, Kind.UNAVAILABLE);
    if (refused.contains(Kind.UNAVAILABLE) && won.isEmpty()) {
      assertThat(text("doc")).startsWith("by ");
    } else {
      assertThat(won).containsExactly(held);
    }
  }
}

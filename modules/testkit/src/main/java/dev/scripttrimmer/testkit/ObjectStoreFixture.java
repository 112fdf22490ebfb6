package dev.scripttrimmer.testkit;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A store, and for each test a prefix of its own in it. */
abstract class ObjectStoreFixture {
  static final String TEXT = "text/plain";
  static final int MEBIBYTE = 1 << 20;

  final String prefix = "contract/" + UUID.randomUUID() + "/";

  /** The store under test, open for the whole test. */
  protected abstract ObjectStore store();

  /** A bucket that exists. */
  protected abstract String bucket();

  static void assertKind(Kind kind, CompletionStage<?> stage) {
    assertThat(failure(stage))
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.kind()).as("%s", e).isEqualTo(kind));
  }

  final ObjectVersion put(String name, byte[] body, Precondition precondition) {
    return result(store().put(at(name), body, TEXT, precondition));
  }

  final ObjectLocation at(String name) {
    return new ObjectLocation(bucket(), prefix + name);
  }

  final String text(String name) {
    return new String(result(store().get(at(name))).orElseThrow().body(), StandardCharsets.UTF_8);
  }

  final List<String> keys(ObjectPage page) {
    return page.objects().stream()
        .map(object -> object.location().key().substring(prefix.length()))
        .toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] random(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }
}

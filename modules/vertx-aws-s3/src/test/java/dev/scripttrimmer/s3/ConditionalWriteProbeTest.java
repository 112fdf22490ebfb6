package dev.scripttrimmer.s3;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.s3.ConditionalWriteProbe.Verdict;
import dev.scripttrimmer.testkit.FlakyObjectStore;
import dev.scripttrimmer.testkit.FlakyObjectStore.Fate;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionalWriteProbeTest {
  private static final String BUCKET = "bucket";

  private final ObjectStore memory = new InMemoryObjectStore(BUCKET);

  @Test
  @DisplayName("a real server keeps its word, and nothing of the probe is left")
  void realServer(@TempDir Path folder) throws Exception {
    try (S3OnAFolder server = S3OnAFolder.start(folder);
        ObjectStore store = new S3ObjectStore(new S3Connection(server.config()))) {
      assertThat(result(new ConditionalWriteProbe(store).probe(S3OnAFolder.BUCKET)))
          .isEqualTo(new Verdict(true, "conditional writes hold"));
      assertThat(result(store.list(S3OnAFolder.BUCKET, "", "", 10)).objects()).isEmpty();
    }
  }

  @Test
  @DisplayName("a store that ignores conditions is found out")
  void ignoresConditions() {
    assertThat(probe(precondition -> Precondition.none()))
        .isEqualTo(new Verdict(false, "16 of 16 simultaneous creations succeeded, not 1"));
    assertThat(result(memory.list(BUCKET, "", "", 10)).objects()).isEmpty();
  }

  @Test
  @DisplayName("a store that knows creations only is found out")
  void ignoresVersions() {
    Verdict verdict =
        probe(precondition -> precondition.mustBeAbsent() ? precondition : Precondition.none());
    assertThat(verdict)
        .isEqualTo(new Verdict(false, "16 of 16 simultaneous replacements succeeded, not 1"));
  }

  @Test
  @DisplayName("a store that does not answer leaves it open")
  void noAnswer() {
    ObjectStore dead = new FlakyObjectStore(memory, () -> Fate.REQUEST_LOST);
    assertThat(failure(new ConditionalWriteProbe(dead).probe(BUCKET)))
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
  }

  @Test
  @DisplayName("an answer that was lost once leaves nothing open")
  void oneLostAnswer() {
    AtomicBoolean lost = new AtomicBoolean();
    ObjectStore flaky =
        new FlakyObjectStore(
            memory, () -> lost.getAndSet(true) ? Fate.GETS_THROUGH : Fate.REQUEST_LOST);
    assertThat(result(new ConditionalWriteProbe(flaky).probe(BUCKET)))
        .isEqualTo(new Verdict(true, "conditional writes hold"));
  }

  /** Probes a store that turns each condition into another one. */
  private Verdict probe(UnaryOperator<Precondition> misunderstanding) {
    ObjectStore store =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("put")) {
                    arguments[3] = misunderstanding.apply((Precondition) arguments[3]);
                  }
                  return method.invoke(memory, arguments);
                });
    return result(new ConditionalWriteProbe(store).probe(BUCKET));
  }
}

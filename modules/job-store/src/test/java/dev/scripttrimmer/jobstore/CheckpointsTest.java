package dev.scripttrimmer.jobstore;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.testkit.FlakyObjectStore;
import dev.scripttrimmer.testkit.FlakyObjectStore.Fate;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  private static final String BUCKET = "jobs";
  private static final QueueKey KEY = QueueKey.of("https://videos.example/a.mp4");

  private final ObjectStore store = new InMemoryObjectStore(BUCKET);
  private final JobStoreConfig config = new JobStoreConfig(BUCKET, Duration.ZERO, Duration.ZERO, 3);
  private final Checkpoints checkpoints = new Checkpoints(store, config);
  private final CheckpointId id = new CheckpointId(KEY, 2, Stage.TRANSCRIBE, "chunk-0007.json");

  @Test
  @DisplayName("what a stage kept is read as it was, from the place that its name says")
  void writeAndRead() {
    result(checkpoints.write(id, transcript("entropy")));

    assertThat(result(checkpoints.read(id, Transcript.class))).hasValue(transcript("entropy"));
    assertThat(result(store.stat(at("jobs/" + KEY + "/2/transcribe/chunk-0007.json")))).isPresent();
  }

  @Test
  @DisplayName("nothing kept is nothing read")
  void absent() {
    assertThat(result(checkpoints.read(id, Transcript.class))).isEmpty();
    assertThat(result(checkpoints.names(KEY, 2, Stage.TRANSCRIBE))).isEmpty();
  }

  @Test
  @DisplayName("a stage done twice keeps what it put out first")
  void writeOnce() {
    result(checkpoints.write(id, transcript("first")));
    result(checkpoints.write(id, transcript("second")));

    assertThat(result(checkpoints.read(id, Transcript.class))).hasValue(transcript("first"));
  }

  @Test
  @DisplayName("names are those of one stage of one run")
  void names() {
    for (String name : List.of("b", "a", "c.json")) {
      result(checkpoints.write(new CheckpointId(KEY, 1, Stage.CHUNK, name), name));
    }
    result(checkpoints.write(new CheckpointId(KEY, 1, Stage.CUT, "d"), "d"));
    result(checkpoints.write(new CheckpointId(KEY, 11, Stage.CHUNK, "e"), "e"));

    assertThat(result(checkpoints.names(KEY, 1, Stage.CHUNK))).containsExactly("a", "b", "c.json");
  }

  @Test
  @DisplayName("an output cut short counts as not there, and can be written again")
  void cutShort() {
    assertDiscarded(kept -> Arrays.copyOf(kept, kept.length - 1));
  }

  @Test
  @DisplayName("an output with a flipped bit counts as not there, and can be written again")
  void flippedBit() {
    assertDiscarded(
        kept -> {
          kept[kept.length - 3] ^= 1;
          return kept;
        });
  }

  @Test
  @DisplayName("an output without a seal counts as not there, and can be written again")
  void withoutSeal() {
    assertDiscarded(kept -> new byte[0]);
    assertDiscarded(kept -> "v1 2 {}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("an output of another type counts as not there")
  void anotherType() {
    result(checkpoints.write(id, List.of("no transcript")));
    assertThat(result(checkpoints.read(id, Transcript.class))).isEmpty();
  }

  @Test
  @DisplayName("a silent store is no missing output")
  void silence() {
    Checkpoints unreachable =
        new Checkpoints(new FlakyObjectStore(store, () -> Fate.REPLY_LOST), config);
    assertThat(failure(unreachable.read(id, Transcript.class)))
        .isInstanceOf(ObjectStoreException.class);
    assertThat(failure(unreachable.write(id, "x"))).isInstanceOf(ObjectStoreException.class);
  }

  @Test
  @DisplayName("a write that got no answer is repeated, whether it arrived or not")
  void noAnswer() {
    for (Fate lost : List.of(Fate.REQUEST_LOST, Fate.REPLY_LOST)) {
      Queue<Fate> fates = new ArrayDeque<>(List.of(lost, lost, Fate.GETS_THROUGH));
      Checkpoints hardlyReached =
          new Checkpoints(new FlakyObjectStore(store, fates::remove), config);

      result(hardlyReached.write(id, transcript("kept")));

      assertThat(result(checkpoints.read(id, Transcript.class))).hasValue(transcript("kept"));
      result(store.delete(at(id.objectKey())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "..", ".hidden", "a b", "ü"})
  @DisplayName("names that could mean another place are refused")
  void names(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CheckpointId(KEY, 1, Stage.CUT, name));
  }

  private void assertDiscarded(UnaryOperator<byte[]> damage) {
    result(checkpoints.write(id, transcript("whole")));
    byte[] kept = result(store.get(at(id.objectKey()))).orElseThrow().body();
    result(store.put(at(id.objectKey()), damage.apply(kept), "text/plain", Precondition.none()));

    assertThat(result(checkpoints.read(id, Transcript.class))).isEmpty();
    assertThat(result(checkpoints.names(KEY, 2, Stage.TRANSCRIBE))).isEmpty();
    result(checkpoints.write(id, transcript("again")));
    assertThat(result(checkpoints.read(id, Transcript.class))).hasValue(transcript("again"));
    result(store.delete(at(id.objectKey())));
  }

  private static ObjectLocation at(String key) {
    return new ObjectLocation(BUCKET, key);
  }

  private static Transcript transcript(String word) {
    return Transcript.ofWords(
        List.of(new Word(word, new TimeSpan(0.5, 1.25), 0.875)), "en", "demo");
  }
}

package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.testkit.Await;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScatteringRecognizerTest {
  private static final String BUCKET = "bucket";
  private static final AudioChunk CHUNK = new AudioChunk(3, 12.5, new byte[3200]);

  private final Vertx vertx = Vertx.vertx();
  private final MessageBus bus = new MessageBus(vertx.eventBus());
  private final ManualClock clock = new ManualClock(Instant.EPOCH.plusSeconds(1_000_000));
  private final InMemoryObjectStore store = new InMemoryObjectStore(clock, BUCKET);
  private final TestNode home = new TestNode("home");
  private final TestNode away = new TestNode("away");

  @AfterEach
  void close() {
    home.finish(100);
    away.finish(100);
    home.pool.close();
    away.pool.close();
    Await.result(vertx.close().toCompletionStage());
  }

  @Test
  void aChunkStaysHomeWhileThereIsRoom() {
    away.tellOfFreeSlots();
    home.finish(1);

    assertThat(Await.result(home.recognize())).extracting(Word::text).containsExactly("home");
  }

  @Test
  void aChunkForWhichThereIsNoRoomGoesToAFreeNode() {
    CompletionStage<List<Word>> first = home.recognize();
    home.awaitBusy();
    away.tellOfFreeSlots();
    away.finish(1);

    List<Word> words = Await.result(home.recognize());

    assertThat(words)
        .containsExactly(new Word("away", new TimeSpan(12.5, 12.5 + CHUNK.span().length()), 1));
    assertThat(first.toCompletableFuture()).isNotDone();
    assertThat(Await.result(store.list(BUCKET, "scatter/", "", 10)).objects()).isEmpty();
  }

  @Test
  void whoWaitsForWordsMayBlock() {
    home.recognize();
    home.awaitBusy();
    away.tellOfFreeSlots();
    CompletionStage<Boolean> onEventLoop =
        home.recognize().thenApply(words -> Context.isOnEventLoopThread());

    away.finish(1);

    assertThat(Await.<Boolean>result(onEventLoop)).isFalse();
  }

  @Test
  void aBusyNodeDeclinesAndTheChunkIsDoneAtHome() {
    home.recognize();
    away.recognize();
    home.awaitBusy();
    away.awaitBusy();
    away.tellOfFreeSlots();

    CompletionStage<List<Word>> second = home.recognize();
    home.finish(2);

    assertThat(Await.result(second)).extracting(Word::text).containsExactly("home");
  }

  @Test
  void theChunksOfANodeThatDiesAreDoneAtHome() {
    home.recognize();
    home.awaitBusy();
    away.tellOfFreeSlots();
    CompletionStage<List<Word>> second = home.recognize();
    away.awaitBusy();

    home.recognizer.nodeLeft(away.id);
    home.finish(2);

    assertThat(Await.result(second)).extracting(Word::text).containsExactly("home");
  }

  @Test
  void aChunkThatTheRecogniserFailsOnIsTriedElsewhere() {
    home.broken = true;
    away.tellOfFreeSlots();
    home.finish(1);
    away.finish(1);

    assertThat(Await.result(home.recognize())).extracting(Word::text).containsExactly("away");
  }

  @Test
  void aChunkThatFailsEverywhereEndsInANamedError() {
    home.broken = true;
    away.broken = true;
    away.tellOfFreeSlots();
    home.finish(1);
    away.finish(1);

    assertThat(Await.failure(home.recognize()))
        .isInstanceOfSatisfying(
            TrimException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RECOGNISER_FAILED));
    away.awaitBusy();
  }

  @Test
  void aNodeWithAnotherModelIsNotAsked() {
    home.recognize();
    home.awaitBusy();
    away.tell("another-model");

    CompletionStage<List<Word>> second = home.recognize();
    home.finish(2);

    assertThat(Await.result(second)).extracting(Word::text).containsExactly("home");
  }

  @Test
  void aCancelledChunkIsNotWaitedForWhereverItIs() {
    home.recognize();
    home.awaitBusy();
    away.tellOfFreeSlots();
    Cancellation cancellation = new Cancellation();
    CompletionStage<List<Word>> given = home.recognize(cancellation);
    away.awaitBusy();
    CompletionStage<List<Word>> inLine = home.recognize(cancellation);

    cancellation.cancel(Failure.of(ErrorCode.CANCELLED, "By its user."));

    assertThat(Await.failure(given)).isInstanceOf(TrimException.class);
    assertThat(Await.failure(inLine)).isInstanceOf(TrimException.class);
  }

  @Test
  void soundThatKilledNodesLeftIsRemovedAfterAWhile() {
    ScatteredSound sound = new ScatteredSound(store, BUCKET, clock);
    ObjectLocation old = sound.place("old");
    Await.result(sound.put(old, new byte[2]));
    clock.advance(ScatteredSound.KEPT.plusSeconds(1));
    ObjectLocation fresh = sound.place("fresh");
    Await.result(sound.put(fresh, new byte[2]));

    assertThat(Await.<Integer>result(sound.sweep())).isEqualTo(1);

    assertThat(Await.result(store.list(BUCKET, "scatter/", "", 10)).objects())
        .extracting(ObjectStat::location)
        .containsExactly(fresh);
  }

  @Test
  void aNodeThatStartsRemovesIt() {
    ScatteredSound sound = new ScatteredSound(store, BUCKET, clock);
    Await.result(sound.put(sound.place("old"), new byte[2]));
    clock.advance(ScatteredSound.KEPT.plusSeconds(1));

    TestNode another = new TestNode("another");
    another.pool.close();

    assertThat(Await.result(store.list(BUCKET, "scatter/", "", 10)).objects()).isEmpty();
  }

  /** A node with one slot, whose chunks take as long as the test wants. */
  private final class TestNode implements Transcriber {
    final NodeId id;
    final RecognizerPool pool = new RecognizerPool(this, 1);
    final ScatteringRecognizer recognizer;
    volatile boolean broken;
    private final Semaphore done = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);

    TestNode(String name) {
      id = new NodeId(name);
      recognizer =
          new ScatteringRecognizer(
              id,
              pool,
              bus,
              store,
              BUCKET,
              new WorkerMeters(new SimpleMeterRegistry()),
              new WorkTracer(OpenTelemetry.noop().getTracer("none")),
              clock);
      Await.result(vertx.deployVerticle(recognizer).toCompletionStage());
    }

    CompletionStage<List<Word>> recognize() {
      return recognize(new Cancellation());
    }

    CompletionStage<List<Word>> recognize(Cancellation cancellation) {
      return recognizer.recognize(CHUNK, words -> {}, cancellation);
    }

    void finish(int chunks) {
      done.release(chunks);
    }

    void awaitBusy() {
      try {
        assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void tellOfFreeSlots() {
      tell(model().name());
    }

    /** Tells the node at home that a slot is free, be it true or not. */
    void tell(String model) {
      home.recognizer.heard(
          new NodeStatus(
              id,
              "host",
              Set.of("worker"),
              Set.of("cpu"),
              Optional.of(new SpeechModel(model, "en", false)),
              1,
              0,
              List.of(),
              false,
              Instant.EPOCH));
    }

    @Override
    public List<Word> transcribe(
        AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
      begun.release();
      done.acquireUninterruptibly();
      if (broken) {
        throw new TrimException(ErrorCode.RECOGNISER_FAILED, "It broke.");
      }
      return List.of(new Word(id.value(), chunk.span(), 1));
    }

    @Override
    public SpeechModel model() {
      return new SpeechModel("model", "en", false);
    }

    @Override
    public void close() {}
  }
}

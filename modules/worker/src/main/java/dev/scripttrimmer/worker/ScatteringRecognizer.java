package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.ChunkAnswer;
import dev.scripttrimmer.bus.ChunkOffer;
import dev.scripttrimmer.bus.ChunkResult;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.pipeline.ChunkRecognizer;
import dev.scripttrimmer.worker.WorkerMeters.Chunk;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has chunks recognised here while a slot is free, else on a node that has one, else here as soon
 * as possible. Recognises chunks of others while it has free slots itself, and declines otherwise.
 *
 * <p>Sound travels through the object store and messages are small. Whatever goes wrong with a
 * chunk that was given away, it is recognised here in the end; what the recogniser fails on here is
 * tried on one other node.
 */
public final class ScatteringRecognizer extends VerticleBase implements ChunkRecognizer {
  private static final Logger LOG = LoggerFactory.getLogger(ScatteringRecognizer.class);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

  /** A slot that takes longer than this, and this many times the chunk's length, is given up. */
  private static final double LEAST_PATIENCE_SECONDS = 30;

  private static final double PATIENCE = 3;
  private static final Duration SWEEP_PERIOD = ScatteredSound.KEPT;

  /** A chunk that another node has. */
  private record Given(NodeId to, CompletableFuture<List<Word>> words) {}

  private final NodeId self;
  private final RecognizerPool pool;
  private final MessageBus bus;
  private final ScatteredSound sound;
  private final WorkerMeters meters;
  private final WorkTracer tracer;
  private final Peers peers;
  private final Map<String, Given> given = new ConcurrentHashMap<>();

  /**
   * @param pool stays the caller's to close
   * @param bucket for sound on its way, below {@code scatter/}
   * @param clock tells how long it has lain there
   */
  public ScatteringRecognizer(
      NodeId self,
      RecognizerPool pool,
      MessageBus bus,
      ObjectStore store,
      String bucket,
      WorkerMeters meters,
      WorkTracer tracer,
      Clock clock) {
    this.self = self;
    this.pool = pool;
    this.bus = bus;
    this.sound = new ScatteredSound(store, bucket, clock);
    this.meters = meters;
    this.tracer = tracer;
    this.peers = new Peers(self, pool.model().name());
  }

  @Override
  public Future<?> start() {
    sweep();
    vertx.setPeriodic(SWEEP_PERIOD.toMillis(), timer -> sweep());
    return Future.all(
        bus.consume(Addresses.NODES, this::heard).completion(),
        bus.serve(Addresses.chunkOffers(self), this::offered).completion(),
        bus.consume(Addresses.chunkResults(self), this::delivered).completion());
  }

  /** Nobody waits for this: what is left stays for the next one. */
  private void sweep() {
    sound
        .sweep()
        .whenComplete(
            (removed, failure) -> {
              if (failure != null) {
                LOG.warn("sound left by killed nodes not removed", failure);
              } else if (removed > 0) {
                LOG.info("sound left by killed nodes removed objects={}", removed);
              }
            });
  }

  void heard(NodeStatus status) {
    peers.heard(status);
  }

  /** The cluster saw a node leave: its chunks are done here. Any thread may tell. */
  public void nodeLeft(NodeId node) {
    peers.left(node);
    given.values().stream()
        .filter(chunk -> chunk.to().equals(node))
        .forEach(chunk -> fail(chunk, "its node left"));
  }

  @Override
  public SpeechModel model() {
    return pool.model();
  }

  @Override
  public CompletionStage<List<Word>> recognize(
      AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
    return recognize(chunk, partial, cancellation, LogFields.trace());
  }

  private CompletionStage<List<Word>> recognize(
      AudioChunk chunk,
      Consumer<List<Word>> partial,
      Cancellation cancellation,
      Optional<String> trace) {
    Optional<RecognizerPool.Slot> slot = pool.takeSlot();
    if (slot.isPresent()) {
      return here(
          slot.get().recognize(() -> chunk, partial, cancellation), chunk, cancellation, trace);
    }
    Optional<NodeId> peer = peers.book();
    if (peer.isEmpty()) {
      return here(pool.recognize(chunk, partial, cancellation), chunk, cancellation, trace);
    }
    return give(chunk, peer.get(), cancellation, trace)
        .exceptionallyCompose(
            failure -> {
              LOG.debug("chunk not recognised elsewhere node={}", peer.get(), failure);
              peers.declined(peer.get());
              cancellation.check();
              return recognize(chunk, partial, cancellation, trace);
            });
  }

  /** What the recogniser fails on here, another node may do: one is asked before the run hears. */
  private CompletionStage<List<Word>> here(
      CompletionStage<List<Word>> words,
      AudioChunk chunk,
      Cancellation cancellation,
      Optional<String> trace) {
    meters.chunk(Chunk.HERE);
    return traced(trace, chunk.index(), words)
        .exceptionallyCompose(
            failure -> {
              Optional<NodeId> peer = recogniserFailed(failure) ? peers.book() : Optional.empty();
              if (peer.isEmpty()) {
                return CompletableFuture.failedStage(failure);
              }
              LOG.warn("chunk failed here and goes elsewhere node={}", peer.get());
              return give(chunk, peer.get(), cancellation, trace)
                  .exceptionallyCompose(again -> CompletableFuture.failedStage(failure));
            });
  }

  private static boolean recogniserFailed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TrimException named && named.code() == ErrorCode.RECOGNISER_FAILED;
  }

  /** A span for the chunk, from now until its words are known. */
  private CompletionStage<List<Word>> traced(
      Optional<String> trace, int index, CompletionStage<List<Word>> words) {
    Span span =
        tracer
            .begin("chunk", trace)
            .setAttribute("trimmer.chunk", index)
            .setAttribute("trimmer.node", self.value());
    return words.whenComplete((known, failure) -> WorkTracer.end(span, failure));
  }

  private CompletionStage<List<Word>> give(
      AudioChunk chunk, NodeId to, Cancellation cancellation, Optional<String> trace) {
    String task = UUID.randomUUID().toString();
    ObjectLocation place = sound.place(task);
    ChunkOffer offer =
        new ChunkOffer(self, task, place, chunk.index(), chunk.start(), model().name(), trace);
    Given chunkGiven = new Given(to, new CompletableFuture<>());
    given.put(task, chunkGiven);
    Cancellation.Registration stop =
        cancellation.onCancel(() -> fail(chunkGiven, "the run is over"));
    double patience =
        Math.max(LEAST_PATIENCE_SECONDS, PATIENCE * PcmFormat.seconds(chunk.pcm().length));
    return sound
        .put(place, chunk.pcm())
        .thenCompose(
            stored ->
                bus.request(Addresses.chunkOffers(to), offer, ChunkAnswer.class, ANSWER_LIMIT)
                    .toCompletionStage())
        .thenCompose(
            answer -> {
              if (!answer.taken()) {
                fail(chunkGiven, "it was declined");
              }
              return chunkGiven.words().orTimeout((long) (patience * 1000), TimeUnit.MILLISECONDS);
            })
        // Whoever waits may block, which no event loop must.
        .whenCompleteAsync(
            (words, failure) -> {
              stop.close();
              given.remove(task);
              sound.remove(place);
              if (failure == null) {
                meters.chunk(Chunk.ELSEWHERE);
              }
            });
  }

  private static void fail(Given chunk, String why) {
    chunk.words().completeExceptionally(new IllegalStateException(why));
  }

  private void delivered(ChunkResult result) {
    Given chunk = given.get(result.task());
    if (chunk != null) {
      result.words().ifPresentOrElse(chunk.words()::complete, () -> fail(chunk, "it failed there"));
    }
  }

  private ChunkAnswer offered(ChunkOffer offer) {
    Optional<RecognizerPool.Slot> slot =
        offer.model().equals(model().name()) ? pool.takeSlot() : Optional.empty();
    slot.ifPresent(free -> recognizeFor(offer, free));
    return new ChunkAnswer(slot.isPresent());
  }

  private void recognizeFor(ChunkOffer offer, RecognizerPool.Slot slot) {
    meters.chunk(Chunk.FOR_OTHERS);
    LOG.info("chunk taken from={} task={}", offer.from(), offer.task());
    traced(
            offer.trace(),
            offer.index(),
            slot.recognize(() -> fetch(offer), words -> {}, new Cancellation()))
        .whenComplete(
            (words, failure) -> {
              if (failure != null) {
                LOG.warn("chunk of another node not recognised node={}", offer.from(), failure);
              }
              bus.send(
                  Addresses.chunkResults(offer.from()),
                  new ChunkResult(offer.task(), Optional.ofNullable(words)));
            });
  }

  private AudioChunk fetch(ChunkOffer offer) {
    return new AudioChunk(offer.index(), offer.start(), sound.get(offer.sound()));
  }
}

package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.domain.progress.ProgressUpdate.TranscriptPart;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.jobstore.CheckpointId;
import dev.scripttrimmer.jobstore.Checkpoints;
import dev.scripttrimmer.pipeline.chunk.ChunkLimits;
import dev.scripttrimmer.pipeline.chunk.PauseChunker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Audio, chunk and transcribe, side by side: sound is cut into chunks while it is decoded, and each
 * chunk is recognised the moment it is known. What an earlier worker recognised is not done again.
 */
final class SpeechStages {
  private static final int BLOCK = PcmFormat.BYTES_PER_SECOND / 4;

  private final ChunkRecognizer recognizer;
  private final Checkpoints checkpoints;
  private final RunRequest request;
  private final RunMonitor monitor;
  private final Cancellation cancellation;
  private final int chunksInFlight;

  private final Waveform.Builder waveform = new Waveform.Builder();
  private final DoubleAdder heardSeconds = new DoubleAdder();

  SpeechStages(
      PipelinePorts ports,
      RunRequest request,
      RunMonitor monitor,
      Cancellation cancellation,
      int chunksInFlight) {
    this.recognizer = ports.recognizer();
    this.checkpoints = ports.checkpoints();
    this.request = request;
    this.monitor = monitor;
    this.cancellation = cancellation;
    this.chunksInFlight = chunksInFlight;
  }

  /**
   * What a finished chunk leaves behind.
   *
   * @param model what recognised it: another model's words are not reused
   */
  record ChunkWords(int index, double start, double end, String model, List<Word> words) {
    static String fileName(int index) {
      return "chunk-%04d.json".formatted(index);
    }
  }

  /**
   * Hears the whole of a sound; blocks.
   *
   * @param sound opens it
   * @param duration its length in seconds; 0 when unknown
   * @param source the content of the object that it is in
   */
  Heard listen(Supplier<PcmStream> sound, double duration, ObjectVersion source, StageTimer timer) {
    monitor.reach(Milestone.EXTRACTING_AUDIO);
    try (StageTimer.Watch transcribe = timer.time(Stage.TRANSCRIBE);
        ChunkFlow<ChunkWords> flow = new ChunkFlow<>(cancellation, chunksInFlight)) {
      try (StageTimer.Watch decode = timer.time(Stage.AUDIO)) {
        decode(sound, duration, chunk -> hand(chunk, duration, flow));
      }
      List<ChunkWords> chunks = flow.gather();
      Transcript transcript = join(chunks);
      if (transcript.utterances().isEmpty()) {
        throw silent();
      }
      return new Heard(
          source,
          transcript,
          chunks.stream().map(c -> ChunkWords.fileName(c.index())).toList(),
          waveform.build());
    }
  }

  private void decode(Supplier<PcmStream> opener, double duration, Consumer<AudioChunk> onChunk) {
    PauseChunker chunker = new PauseChunker(ChunkLimits.DEFAULT, onChunk);
    byte[] block = new byte[BLOCK];
    long total = 0;
    try (PcmStream sound = opener.get()) {
      for (int read = sound.read(block); read > 0; read = sound.read(block)) {
        chunker.accept(block, read);
        waveform.accept(block, read);
        total += read;
        progressed(Stage.AUDIO, PcmFormat.seconds(total), duration);
      }
    }
    chunker.finish();
    if (!chunker.heardSound()) {
      throw silent();
    }
  }

  private void hand(AudioChunk chunk, double duration, ChunkFlow<ChunkWords> flow) {
    if (chunk.index() == 0) {
      monitor.reach(Milestone.CHUNKING);
      monitor.reach(Milestone.TRANSCRIBING);
    }
    flow.submit(
        stop ->
            recall(chunk)
                .<CompletionStage<ChunkWords>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> recognize(chunk, stop))
                .whenComplete(
                    (words, failure) -> {
                      heardSeconds.add(chunk.span().length());
                      progressed(Stage.TRANSCRIBE, heardSeconds.sum(), duration);
                    }));
  }

  private void progressed(Stage stage, double seconds, double duration) {
    if (duration > 0) {
      monitor.progressed(stage, Math.min(1, seconds / duration));
    }
  }

  private CheckpointId checkpoint(AudioChunk chunk) {
    return new CheckpointId(
        request.submission().key(),
        request.run(),
        Stage.TRANSCRIBE,
        ChunkWords.fileName(chunk.index()));
  }

  private Optional<ChunkWords> recall(AudioChunk chunk) {
    return Await.result(checkpoints.read(checkpoint(chunk), ChunkWords.class))
        .filter(words -> words.model().equals(recognizer.model().name()))
        .filter(words -> words.start() == chunk.span().start())
        .filter(words -> words.end() == chunk.span().end());
  }

  private CompletionStage<ChunkWords> recognize(AudioChunk chunk, Cancellation stop) {
    AtomicInteger told = new AtomicInteger();
    return recognizer
        .recognize(chunk, words -> tell(words, told), stop)
        .thenCompose(
            words -> {
              tell(words, told);
              ChunkWords done =
                  new ChunkWords(
                      chunk.index(),
                      chunk.span().start(),
                      chunk.span().end(),
                      recognizer.model().name(),
                      words);
              return checkpoints.write(checkpoint(chunk), done).thenApply(saved -> done);
            });
  }

  /** Tells viewers of the words that they have not been told of. */
  private void tell(List<Word> words, AtomicInteger told) {
    int from = told.getAndSet(words.size());
    if (from < words.size()) {
      List<Word> fresh = words.subList(from, words.size());
      monitor.heard(
          new TranscriptPart(
              fresh.get(0).span().start(),
              fresh.get(fresh.size() - 1).span().end(),
              fresh.stream().map(Word::text).collect(Collectors.joining(" "))));
    }
  }

  private Transcript join(List<ChunkWords> chunks) {
    SpeechModel model = recognizer.model();
    return Transcript.ofWords(
        chunks.stream().flatMap(chunk -> chunk.words().stream()).toList(),
        model.language(),
        model.name());
  }

  private static TrimException silent() {
    return new TrimException(
        new Failure(
            ErrorCode.NO_SPEECH,
            Optional.of(Stage.TRANSCRIBE),
            "No speech was understood in the video."));
  }
}

package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.domain.speech.Word;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Has chunks recognised, wherever there is room: on this node's threads or on another node. */
public interface ChunkRecognizer {
  /**
   * Hands one chunk on; does not block.
   *
   * @param partial may hear words of the chunk before all of them are known, on any thread
   * @return all words of the chunk; fails with {@link dev.scripttrimmer.domain.TrimException}
   */
  CompletionStage<List<Word>> recognize(
      AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation);

  SpeechModel model();
}

package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.store.ObjectVersion;
import java.util.List;

/**
 * Everything that was heard in a video.
 *
 * @param source the content of the video's object that it was heard in
 * @param chunkFiles names of the chunks' documents, in order of time
 */
record Heard(
    ObjectVersion source, Transcript transcript, List<String> chunkFiles, Waveform waveform) {
  Heard {
    chunkFiles = List.copyOf(chunkFiles);
  }
}

package dev.scripttrimmer.bus;

import dev.scripttrimmer.domain.speech.Word;
import java.util.List;
import java.util.Optional;

/**
 * What became of a chunk that was taken.
 *
 * @param task as in the {@link ChunkOffer}
 * @param words empty when it failed: the one who asked recognises it itself
 */
public record ChunkResult(String task, Optional<List<Word>> words) {}

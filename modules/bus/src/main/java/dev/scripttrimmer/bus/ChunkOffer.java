package dev.scripttrimmer.bus;

import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.util.Optional;

/**
 * Would you recognise this chunk of sound? Answered at once with a {@link ChunkAnswer}; the words
 * follow as a {@link ChunkResult}.
 *
 * @param from who asks
 * @param task names the chunk between the two
 * @param sound where its samples lie
 * @param index of the chunk in its video
 * @param start of the chunk in its video, in seconds
 * @param model what has to recognise it
 * @param trace of whoever asks, as W3C's {@code traceparent}; empty when nobody traces
 */
public record ChunkOffer(
    NodeId from,
    String task,
    ObjectLocation sound,
    int index,
    double start,
    String model,
    Optional<String> trace) {}

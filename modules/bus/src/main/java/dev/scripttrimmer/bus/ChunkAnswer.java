package dev.scripttrimmer.bus;

/**
 * What a node says to a {@link ChunkOffer}.
 *
 * @param taken false when it has no free slot, or another model
 */
public record ChunkAnswer(boolean taken) {}

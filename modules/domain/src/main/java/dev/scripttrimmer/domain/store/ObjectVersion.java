package dev.scripttrimmer.domain.store;

/**
 * Names one content of an object, for conditional writes.
 *
 * @param etag as the store gave it, quotes included
 */
public record ObjectVersion(String etag) {}

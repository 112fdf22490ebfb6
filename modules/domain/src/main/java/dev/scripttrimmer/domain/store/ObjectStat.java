package dev.scripttrimmer.domain.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What a store tells of an object without its content.
 *
 * @param size bytes
 * @param contentType as its writer named it; empty when unknown
 */
public record ObjectStat(
    ObjectLocation location,
    long size,
    ObjectVersion version,
    Instant lastModified,
    Optional<String> contentType) {}

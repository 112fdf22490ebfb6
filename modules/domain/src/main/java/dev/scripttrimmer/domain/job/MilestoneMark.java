package dev.scripttrimmer.domain.job;

import dev.scripttrimmer.domain.Milestone;
import java.time.Instant;

/**
 * A milestone that a run has reached.
 *
 * @param id the id of its progress event
 */
public record MilestoneMark(Milestone milestone, long id, Instant at) {}

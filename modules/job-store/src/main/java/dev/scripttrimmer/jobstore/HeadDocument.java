package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.job.Job;

/**
 * A head as it is stored.
 *
 * @param nonce random for each write: who finds it again knows that its own write won, and equal
 *     states never have equal bodies (and so, perhaps, equal ETags)
 * @param job the head; without its result's lists when {@code resultApart}
 * @param resultApart whether the result is a document of its own
 */
record HeadDocument(String nonce, Job job, boolean resultApart) {}

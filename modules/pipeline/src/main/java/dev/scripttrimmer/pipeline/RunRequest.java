package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.job.Submission;

/**
 * One run of a job, for its pipeline.
 *
 * @param run the run's number, from 1
 */
public record RunRequest(Submission submission, int run) {}

package dev.scripttrimmer.domain.job;

import dev.scripttrimmer.domain.segment.Segmentation;

/**
 * A wish to cut a video that has been understood by other segments than were found.
 *
 * @param run the run of the same key whose transcript is used, from 1
 * @param duration length of the video in seconds, as that run measured it
 * @param segments what to cut
 */
public record Recut(int run, double duration, Segmentation segments) {}

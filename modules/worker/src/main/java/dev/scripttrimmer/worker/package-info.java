/**
 * The working half of a node: claims jobs, runs their pipelines, keeps their leases and takes over
 * from workers that fell silent.
 *
 * <p>Verticles here never block; {@link dev.scripttrimmer.worker.JobRunner} is the one door to the
 * blocking pipeline.
 */
package dev.scripttrimmer.worker;

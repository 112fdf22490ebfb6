/**
 * What is done to one video, as straight lines of blocking Java.
 *
 * <p>No Vert.x, no cluster and no store's own types: those who run the pipeline bring the ports.
 */
package dev.scripttrimmer.pipeline;

/** What sound and clips cost, beside the plain ffmpeg commands for the same. */
package dev.scripttrimmer.benchmarks.media;

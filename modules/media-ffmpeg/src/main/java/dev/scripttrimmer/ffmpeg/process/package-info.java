/**
 * Runs child programs within bounds: time, memory, files they may see, and the life of this one.
 */
package dev.scripttrimmer.ffmpeg.process;

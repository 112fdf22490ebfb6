/** Finds an ffmpeg that runs here. */
package dev.scripttrimmer.ffmpeg.toolchain;

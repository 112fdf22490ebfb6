/** Looks into media files. */
package dev.scripttrimmer.ffmpeg.probe;

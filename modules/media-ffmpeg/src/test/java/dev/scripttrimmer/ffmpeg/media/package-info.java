/** Makes videos that say what they show, and reads that back from clips. */
package dev.scripttrimmer.ffmpeg.media;

/** Runs ffmpeg on files that strangers sent. */
package dev.scripttrimmer.ffmpeg.run;

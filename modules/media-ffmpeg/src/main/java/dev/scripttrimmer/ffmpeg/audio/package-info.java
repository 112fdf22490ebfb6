/** Decodes the sound of videos. */
package dev.scripttrimmer.ffmpeg.audio;

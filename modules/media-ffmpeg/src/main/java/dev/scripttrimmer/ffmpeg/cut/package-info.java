/**
 * Cuts clips exactly at the price of a copy: pictures between a cut and the next keyframe are
 * encoded again, all others and the sound are copied.
 */
package dev.scripttrimmer.ffmpeg.cut;

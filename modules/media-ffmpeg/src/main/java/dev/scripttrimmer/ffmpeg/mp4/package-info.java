/**
 * Reads and writes the index of MP4 files (ISO/IEC 14496-12, -14 and -15): which sample lies where
 * and is shown when. Nothing here reads media into memory.
 */
package dev.scripttrimmer.ffmpeg.mp4;

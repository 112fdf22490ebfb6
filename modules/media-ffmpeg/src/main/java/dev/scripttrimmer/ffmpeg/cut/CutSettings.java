package dev.scripttrimmer.ffmpeg.cut;

/**
 * How clips are cut.
 *
 * @param encoder encodes clips of which nothing can be copied
 */
public record CutSettings(CutMode mode, EncodingQuality quality, VideoEncoder encoder) {}

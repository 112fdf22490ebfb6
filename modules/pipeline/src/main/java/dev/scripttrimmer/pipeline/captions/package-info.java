/** Captions and chapters of a video, in the forms that players read. */
package dev.scripttrimmer.pipeline.captions;

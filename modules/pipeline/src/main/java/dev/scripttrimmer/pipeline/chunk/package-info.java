/** Cuts a video's sound into chunks for the recognisers, at pauses, while it is still decoded. */
package dev.scripttrimmer.pipeline.chunk;

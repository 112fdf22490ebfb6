/** The parts of a video that are worth a clip, and the port to who finds them. */
package dev.scripttrimmer.domain.segment;

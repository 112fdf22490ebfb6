/** The cuts as editing programs read them. */
package dev.scripttrimmer.pipeline.timeline;

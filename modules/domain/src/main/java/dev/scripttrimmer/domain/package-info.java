/**
 * The nouns of Script Trimmer and the ports behind which the world stands.
 *
 * <p>Plain Java, no dependency. Everything is immutable and, unless said otherwise, never null.
 * Times within a video are seconds from its first presented picture or sample.
 */
package dev.scripttrimmer.domain;

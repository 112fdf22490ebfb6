/** Ports to media files: what is in them, their sound, and clips of them. */
package dev.scripttrimmer.domain.media;

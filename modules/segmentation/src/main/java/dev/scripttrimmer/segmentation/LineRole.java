package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.segmentation.InteractionCue.Role;

/**
 * What one line does in an exchange.
 *
 * @param line its index
 * @param score how sure that is, 0 to 1
 */
record LineRole(int line, Role role, double score) {}

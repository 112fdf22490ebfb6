/**
 * Finds the topics and the interactions of a lecture in its transcript, and names them.
 *
 * <p>Everything here is a pure function of its arguments: no file, no network, no clock, no random
 * number. The same transcript gives the same segments on every node.
 */
package dev.scripttrimmer.segmentation;

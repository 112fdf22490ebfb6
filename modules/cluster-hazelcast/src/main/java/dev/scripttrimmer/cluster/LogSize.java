package dev.scripttrimmer.cluster;

/**
 * How many jobs' updates one node keeps in its part of the progress log.
 *
 * @param owned jobs whose log is this node's to answer for
 * @param copies jobs of other nodes that it keeps for the case that these die
 */
public record LogSize(long owned, long copies) {}

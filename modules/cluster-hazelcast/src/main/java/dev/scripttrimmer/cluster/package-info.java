/**
 * The cluster on Hazelcast: the clustered event bus, the shared progress log, and who is there.
 *
 * <p>All of it may be lost with the nodes that hold it; what was accepted is in the object store.
 *
 * <p>Hazelcast's open-source edition neither encrypts its own traffic nor asks members who they
 * are. Its port takes members only, listens on one address and deserialises a short list of
 * classes; beyond that the network between the nodes has to be fenced. The event bus, which is
 * Vert.x's own, can be put under mutual TLS.
 */
package dev.scripttrimmer.cluster;

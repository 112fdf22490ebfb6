package dev.scripttrimmer.cluster;

import java.nio.file.Path;

/**
 * Mutual TLS of the event bus, from PEM files: a node without a trusted certificate gets nothing.
 *
 * @param certificate of this node, with the chain up to its authority
 * @param key its private key, PKCS #8
 * @param trusted the certificates of the authorities whose nodes are let in, or of the nodes
 *     themselves, one after the other
 */
public record BusTls(Path certificate, Path key, Path trusted) {}

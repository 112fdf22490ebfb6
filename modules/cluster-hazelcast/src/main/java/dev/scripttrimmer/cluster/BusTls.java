package dev.scripttrimmer.cluster;

import java.nio.file.Path;

/**
 * Mutual TLS of the event bus, from PEM files: a node without a certificate of the same authority
 * gets nothing.
 *
 * @param certificate of this node, with the chain up to the authority
 * @param key its private key, PKCS #8
 * @param authority whose certificates are trusted, of every node
 */
public record BusTls(Path certificate, Path key, Path authority) {}

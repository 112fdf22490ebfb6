/**
 * Jobs as documents in an object store, and nothing else: with the store's conditional writes it is
 * the authority on who works on what, and all of it survives any node.
 */
package dev.scripttrimmer.jobstore;

/**
 * The progress stream: server-sent events that replay a job's story and then follow it.
 *
 * <p>A connection has no queue. Each event loop keeps one {@code History} per watched job, and each
 * viewer is a position in it; what a viewer is sent is always what lies between its position and
 * the end. Late comers, slow clients, lost messages and reconnects are therefore one case.
 */
package dev.scripttrimmer.gateway.stream;

package dev.scripttrimmer.domain.store;

/**
 * A small object, whole.
 *
 * @param body its content; not copied, not to be changed
 * @param version names this content, for {@link Precondition#matches}
 */
public record StoredDocument(byte[] body, ObjectVersion version) {}

package dev.scripttrimmer.gateway.archive;

import dev.scripttrimmer.domain.store.ObjectStat;

/**
 * One file of an archive.
 *
 * @param name its path in the archive, with slashes
 * @param object what it holds
 */
record ArchiveEntry(String name, ObjectStat object) {}

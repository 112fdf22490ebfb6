package dev.scripttrimmer.bus;

import dev.scripttrimmer.domain.QueueKey;

/** Something about this job is worth a look at its head. */
public record JobNotice(QueueKey key) {}

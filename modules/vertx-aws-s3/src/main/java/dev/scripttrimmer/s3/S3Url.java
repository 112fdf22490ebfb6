package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectLocation;

/**
 * An object's URL, read.
 *
 * @param text as it was sent, without its query: a signed link's query is a secret
 * @param location where the object lies
 */
public record S3Url(String text, ObjectLocation location) {}

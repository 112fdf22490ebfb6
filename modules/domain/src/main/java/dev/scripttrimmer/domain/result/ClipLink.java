package dev.scripttrimmer.domain.result;

import dev.scripttrimmer.domain.segment.SegmentKind;
import java.util.Optional;

/**
 * One clip, as clients of the service read it.
 *
 * @param s3Url where it lies
 * @param sizeMb its size in 10^6 bytes
 * @param url what a browser can play and save: a path of the service, which answers with a fresh
 *     signed link
 * @param thumbnail path of the service to a picture of the clip; empty when none could be made
 * @param start seconds
 * @param end seconds
 */
public record ClipLink(
    String filename,
    String s3Url,
    String s3Key,
    double sizeMb,
    SegmentKind segmentType,
    String url,
    Optional<String> thumbnail,
    String title,
    double start,
    double end) {}

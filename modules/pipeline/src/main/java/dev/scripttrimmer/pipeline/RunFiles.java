package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.RunLayout;
import dev.scripttrimmer.domain.store.ObjectLocation;

/** Where one run's files lie: in the store, and for those who only know the service. */
record RunFiles(String bucket, QueueKey key, int run) {
  /** Of everything that is made of a video and moves. */
  static final String VIDEO_TYPE = "video/mp4";

  private static final double MEGABYTE = 1e6;

  /** A size as results tell it. */
  static double megabytes(long bytes) {
    return bytes / MEGABYTE;
  }

  /** What viewers may fetch: {@code name} may have folders. */
  ObjectLocation output(String name) {
    return new ObjectLocation(bucket, RunLayout.prefix(key, run, Stage.UPLOAD) + name);
  }

  /** The service's own path to an output, which stays valid as long as the output does. */
  String path(String name) {
    return "/jobs/" + key + "/files/" + name;
  }

  /** The service's own path to everything at once. */
  String archive() {
    return "/jobs/" + key + "/archive.zip";
  }
}

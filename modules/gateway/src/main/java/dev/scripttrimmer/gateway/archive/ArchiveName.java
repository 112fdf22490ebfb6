package dev.scripttrimmer.gateway.archive;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What an archive, and the folder in it, is called: like the video, without what is no good in a
 * file's name anywhere.
 */
record ArchiveName(String stem) {
  private static final int MAX_LENGTH = 100;

  /**
   * @param filename the video's, extension included
   */
  static ArchiveName of(String filename) {
    String stem =
        filename
            .replaceFirst("\\.[A-Za-z0-9]{1,5}$", "")
            .replaceAll("[\\p{Cntrl}\\p{Cs}/\\\\:*?\"<>|]", "_")
            .replaceAll("^[. ]+|[. ]+$", "");
    int end = Math.min(stem.length(), MAX_LENGTH);
    return new ArchiveName(stem.isEmpty() ? "video" : stem.substring(0, end));
  }

  /** The header that has a browser save the archive under its name. */
  String contentDisposition() {
    String file = stem + ".zip";
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(
            file.replaceAll("[^A-Za-z0-9 ._-]", "_"),
            URLEncoder.encode(file, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A"));
  }
}

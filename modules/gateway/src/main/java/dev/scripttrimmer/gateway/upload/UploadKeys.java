package dev.scripttrimmer.gateway.upload;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.access.Sources;
import dev.scripttrimmer.gateway.web.ApiException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names uploads, and knows the names that it gave, and to whom. */
public final class UploadKeys {
  static final String DEFAULT_TYPE = "video/mp4";

  private static final int MAX_FILENAME = 1_024;
  private static final int MAX_STEM = 80;
  private static final int MAX_EXTENSION = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern TYPE =
      Pattern.compile("(?:video|audio)/[A-Za-z0-9.+-]{1,64}(?:; ?codecs=[A-Za-z0-9.,\"+-]{1,64})?");

  private final GatewayConfig.Uploads config;
  private static final Pattern GIVEN =
      Pattern.compile(
          "[0-9]{8}_[0-9]{6}_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}_[A-Za-z0-9._-]+");

  private final Sources sources;
  private final Clock clock;

  public UploadKeys(GatewayConfig.Uploads config, Sources sources, Clock clock) {
    this.config = config;
    this.sources = sources;
    this.clock = clock;
  }

  /**
   * A new place for a file of the caller's.
   *
   * @param filename as its owner calls it; may be null
   * @throws ApiException {@code invalid_request} when it is missing or absurdly long
   */
  ObjectLocation locationFor(Caller.Submitter caller, String filename) {
    if (filename == null || filename.isBlank()) {
      throw ApiException.invalid("The body names no filename.");
    }
    if (filename.length() > MAX_FILENAME) {
      throw ApiException.invalid("A filename has at most " + MAX_FILENAME + " characters.");
    }
    String key =
        sources.folder(caller)
            + TIME.format(clock.instant())
            + "_"
            + UUID.randomUUID()
            + "_"
            + sanitise(filename);
    return new ObjectLocation(config.bucket(), key);
  }

  /**
   * @param key as a client sent it; may be null
   * @throws ApiException {@code invalid_request} unless this service gave the caller that key
   */
  ObjectLocation locationOf(Caller.Submitter caller, String key) {
    String folder = sources.folder(caller);
    if (key == null
        || !key.startsWith(folder)
        || !GIVEN.matcher(key.substring(folder.length())).matches()) {
      throw ApiException.invalid("key is the one that creating the upload answered.");
    }
    return new ObjectLocation(config.bucket(), key);
  }

  /**
   * @param contentType as a client sent it; null or blank for the default
   * @throws ApiException {@code invalid_request} for anything that is neither video nor audio: a
   *     browser must never run what lies in the store
   */
  static String contentType(String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return DEFAULT_TYPE;
    }
    if (!TYPE.matcher(contentType).matches() && !contentType.equals("application/octet-stream")) {
      throw ApiException.invalid("content_type is that of a video, such as video/mp4.");
    }
    return contentType;
  }

  /** The file's own name without its folders, in characters that no tool trips over. */
  static String sanitise(String filename) {
    String name =
        filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^A-Za-z0-9._-]+", "_")
            .replaceAll("\\.{2,}", ".")
            .replaceAll("^[._-]+|[._-]+$", "");
    int dot = plain.lastIndexOf('.');
    String stem = dot < 0 ? plain : plain.substring(0, dot);
    String extension = dot < 0 ? "" : plain.substring(dot);
    if (extension.length() > MAX_EXTENSION) {
      stem = plain;
      extension = "";
    }
    String kept = stem.substring(0, Math.min(stem.length(), MAX_STEM));
    return (kept.isEmpty() ? "video" : kept) + extension;
  }
}

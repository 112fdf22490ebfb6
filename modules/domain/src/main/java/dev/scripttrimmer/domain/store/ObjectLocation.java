package dev.scripttrimmer.domain.store;

/**
 * Where an object lies.
 *
 * @param bucket not blank
 * @param key not empty, without a leading slash, at most 1,024 UTF-8 bytes
 */
public record ObjectLocation(String bucket, String key) {
  private static final int MAX_KEY_BYTES = 1024;

  public ObjectLocation {
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("an object lies in a bucket");
    }
    if (key.isEmpty() || key.startsWith("/")) {
      throw new IllegalArgumentException("an object key is not empty and starts with no slash");
    }
    if (key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("an object key has at most 1024 bytes");
    }
  }

  /** The last part of the key, after its last slash. */
  public String filename() {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}

package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectLocation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Writes the URLs of objects, and knows the names of Amazon's hosts. */
final class UrlWriter {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final S3Config config;

  UrlWriter(S3Config config) {
    this.config = config;
  }

  /** All hosts of a region's S3, the one to write first. */
  static List<String> amazonHosts(String region) {
    String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return List.of(
        "s3." + region + domain,
        "s3-" + region + domain,
        "s3.dualstack." + region + domain,
        "s3" + domain);
  }

  String urlOf(ObjectLocation location) {
    URI endpoint =
        config
            .visibleEndpoint()
            .orElseGet(() -> URI.create("https://" + amazonHosts(config.region()).get(0)));
    String origin = endpoint.getScheme() + "://";
    String key = encoded(location.key());
    return config.pathStyle()
        ? origin + endpoint.getRawAuthority() + "/" + location.bucket() + "/" + key
        : origin + location.bucket() + "." + endpoint.getRawAuthority() + "/" + key;
  }

  private static String encoded(String key) {
    StringBuilder url = new StringBuilder(key.length() + 16);
    for (byte next : key.getBytes(StandardCharsets.UTF_8)) {
      char symbol = (char) (next & 0xff);
      if (symbol == '/' || UNRESERVED.indexOf(symbol) >= 0) {
        url.append(symbol);
      } else {
        url.append('%').append(HexFormat.of().withUpperCase().toHexDigits(next));
      }
    }
    return url.toString();
  }
}

package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.SegmentKind;
import java.text.Normalizer;
import java.util.Locale;

/** Names clips so that they sort in order and say what they show. */
final class ClipNames {
  private static final int MAX_SLUG = 48;

  private ClipNames() {}

  /** Such as {@code topic-01-the-solar-system.mp4}: ASCII letters, digits and hyphens. */
  static String of(Segment segment, String extension) {
    String kind = segment.kind() == SegmentKind.TOPIC ? "topic" : "interaction";
    String slug = slug(segment.title());
    String number = String.format(Locale.ROOT, "%s-%02d", kind, segment.index() + 1);
    return (slug.isEmpty() ? number : number + "-" + slug) + extension;
  }

  /** The captions that lie beside a clip. */
  static String captionsOf(String clip) {
    return besides(clip, ".vtt");
  }

  /** The picture that lies beside a clip. */
  static String pictureOf(String clip) {
    return besides(clip, ".jpg");
  }

  private static String besides(String clip, String extension) {
    return clip.replaceFirst("\\.[a-z0-9]+$", extension);
  }

  private static String slug(String title) {
    String ascii =
        Normalizer.normalize(title, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-");
    String cut = ascii.substring(0, Math.min(MAX_SLUG, ascii.length()));
    return cut.replaceAll("^-+|-+$", "");
  }
}

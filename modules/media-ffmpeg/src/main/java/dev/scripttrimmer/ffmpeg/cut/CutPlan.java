package dev.scripttrimmer.ffmpeg.cut;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which pictures of a clip are copied and which are encoded again. Numbers are in showing order;
 * ends are exclusive.
 *
 * @param start first picture of the clip
 * @param copyStart first picture that is copied; {@code end} when none is
 * @param copyEnd the first after the copied ones; {@code end} when none is copied
 * @param end the first picture after the clip
 */
record CutPlan(int start, int copyStart, int copyEnd, int end) {

  /** A run of pictures that come from one place. */
  record Part(int start, int end, boolean copied) {
    int pictures() {
      return end - start;
    }
  }

  /** Everything is encoded again. */
  static CutPlan encoded(int start, int end) {
    return new CutPlan(start, end, end, end);
  }

  /**
   * Copies from the first keyframe to the last closed place.
   *
   * @param startsAfresh whether decoding can start at a picture that is in a closed place
   */
  static CutPlan exact(PictureIndex index, int start, int end, IntPredicate startsAfresh) {
    int copyStart = start;
    while (copyStart < end && !isEntry(index, copyStart, startsAfresh)) {
      copyStart++;
    }
    int copyEnd = end;
    while (copyEnd > copyStart && !index.isClosed(copyEnd)) {
      copyEnd--;
    }
    return copyEnd > copyStart ? new CutPlan(start, copyStart, copyEnd, end) : encoded(start, end);
  }

  /** Copies everything, from the keyframe before to the next closed place. */
  static CutPlan fast(PictureIndex index, int start, int end, IntPredicate startsAfresh) {
    int copyStart = start;
    while (copyStart >= 0 && !isEntry(index, copyStart, startsAfresh)) {
      copyStart--;
    }
    if (copyStart < 0) {
      return encoded(start, end);
    }
    int copyEnd = end;
    while (!index.isClosed(copyEnd)) {
      copyEnd++;
    }
    return new CutPlan(copyStart, copyStart, copyEnd, copyEnd);
  }

  private static boolean isEntry(PictureIndex index, int picture, IntPredicate startsAfresh) {
    return index.isClosed(picture) && startsAfresh.test(picture);
  }

  boolean copies() {
    return copyEnd > copyStart;
  }

  /** How many pictures are encoded. */
  int encodedPictures() {
    return end - start - (copyEnd - copyStart);
  }

  /** What the clip is made of, in order; none is empty. */
  List<Part> parts() {
    return List.of(
            new Part(start, copyStart, false),
            new Part(copyStart, copyEnd, true),
            new Part(copyEnd, end, false))
        .stream()
        .filter(part -> part.pictures() > 0)
        .toList();
  }
}

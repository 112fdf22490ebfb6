package dev.scripttrimmer.domain.store;

import java.util.List;

/**
 * Part of a listing, in the UTF-8 binary order of keys.
 *
 * @param more whether keys follow the last one of this page
 */
public record ObjectPage(List<ObjectStat> objects, boolean more) {
  public ObjectPage {
    objects = List.copyOf(objects);
  }
}

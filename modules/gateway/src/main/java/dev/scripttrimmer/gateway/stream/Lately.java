package dev.scripttrimmer.gateway.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was used last, by its name; the rest is forgotten. Belongs to one event loop. */
final class Lately<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;
  private static final int REMEMBERED = 1_024;

  Lately() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > REMEMBERED;
  }
}

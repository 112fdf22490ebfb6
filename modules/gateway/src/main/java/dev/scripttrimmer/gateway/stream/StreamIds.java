package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.domain.QueueKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client says it was in each job's story.
 *
 * <p>In a stream of one job the id is the event's number. In a stream of several it names the place
 * in each, as {@code KEY:NUMBER,KEY:NUMBER}, so that one {@code Last-Event-ID} resumes them all
 * whatever the order of the URL's parameters; a job that nothing was seen of is left out.
 */
final class StreamIds {
  /** Before the first event. */
  static final long START = 0;

  /** The client was somewhere, but where cannot be told. */
  static final long UNKNOWN = -1;

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");
  private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{32}):([1-9][0-9]{0,18})");

  private StreamIds() {}

  /**
   * @param id as a client sent it; null or empty when it starts anew
   * @return a position for each of {@code keys}: an id, {@link #START} or {@link #UNKNOWN}
   */
  static Map<QueueKey, Long> parse(String id, List<QueueKey> keys) {
    Map<QueueKey, Long> positions = new HashMap<>();
    if (id == null || id.isEmpty()) {
      keys.forEach(key -> positions.put(key, START));
      return positions;
    }
    if (keys.size() == 1 && NUMBER.matcher(id).matches()) {
      positions.put(keys.get(0), number(id));
      return positions;
    }
    for (String entry : id.split(",", -1)) {
      Matcher matcher = ENTRY.matcher(entry);
      if (!matcher.matches()) {
        keys.forEach(key -> positions.put(key, UNKNOWN));
        return positions;
      }
      positions.put(new QueueKey(matcher.group(1)), number(matcher.group(2)));
    }
    keys.forEach(key -> positions.putIfAbsent(key, START));
    return positions;
  }

  /** The id of an event in a stream of several jobs. */
  static String format(List<Cursor> cursors) {
    StringJoiner id = new StringJoiner(",");
    for (Cursor cursor : cursors) {
      if (cursor.position() > START) {
        id.add(cursor.feed().key() + ":" + cursor.position());
      }
    }
    return id.toString();
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}

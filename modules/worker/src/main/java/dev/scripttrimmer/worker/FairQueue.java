package dev.scripttrimmer.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tasks of several groups: the groups take turns, so that one with many tasks does not keep one
 * with few waiting. Thread-safe.
 */
final class FairQueue<T> {
  private final Map<Object, Deque<T>> groups = new LinkedHashMap<>();

  /**
   * @param group told apart as keys of a map are
   */
  synchronized void add(Object group, T task) {
    groups.computeIfAbsent(group, first -> new ArrayDeque<>()).add(task);
  }

  /**
   * The task whose turn it is.
   *
   * @throws java.util.NoSuchElementException when there is none
   */
  synchronized T take() {
    Iterator<Map.Entry<Object, Deque<T>>> turn = groups.entrySet().iterator();
    Map.Entry<Object, Deque<T>> next = turn.next();
    turn.remove();
    T task = next.getValue().remove();
    if (!next.getValue().isEmpty()) {
      groups.put(next.getKey(), next.getValue());
    }
    return task;
  }
}

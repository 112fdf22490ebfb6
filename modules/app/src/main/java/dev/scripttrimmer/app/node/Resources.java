package dev.scripttrimmer.app.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened, to be closed in the opposite order. Thread-safe. */
final class Resources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

  private record Opened(String name, AutoCloseable resource) {}

  private final Deque<Opened> opened = new ArrayDeque<>();

  /** Takes charge of {@code resource}. */
  synchronized <R extends AutoCloseable> R add(String name, R resource) {
    opened.push(new Opened(name, resource));
    return resource;
  }

  /** Closes everything, whatever fails on the way. */
  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      Opened next = opened.pop();
      try {
        next.resource.close();
      } catch (Exception e) {
        LOG.warn("not closed in order part={}", next.name, e);
      }
    }
  }
}

package dev.scripttrimmer.embeddeds3;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One lock per key, kept only while somebody holds it or waits for it. */
final class KeyedLocks {
  private final ConcurrentMap<String, CountedLock> locks = new ConcurrentHashMap<>();

  <T> T holding(String key, Supplier<T> action) {
    CountedLock lock =
        locks.compute(
            key,
            (k, present) -> {
              CountedLock counted = present == null ? new CountedLock() : present;
              counted.users++;
              return counted;
            });
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
      locks.computeIfPresent(key, (k, present) -> --present.users == 0 ? null : present);
    }
  }

  private static final class CountedLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    /** Guarded by the map's entry. */
    private int users;
  }
}

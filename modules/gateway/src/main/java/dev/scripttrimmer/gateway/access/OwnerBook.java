package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.Submission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Knows whose a job is. A key's owner never changes, so that each head is read for it once; only a
 * job that is nobody's may become somebody's. Thread-safe.
 */
public final class OwnerBook {
  private static final int REMEMBERED = 100_000;

  private final JobStore jobs;
  private final Map<QueueKey, String> owners =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<QueueKey, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  public OwnerBook(JobStore jobs) {
    this.jobs = jobs;
  }

  /**
   * @return the owner's name; empty when there is no such job; fails as {@link JobStore#find} does
   */
  public CompletionStage<Optional<String>> ownerOf(QueueKey key) {
    Optional<String> known = known(key);
    return known.isPresent()
        ? CompletableFuture.completedFuture(known)
        : jobs.find(key)
            .thenApply(found -> found.map(head -> head.job().submission().owner()))
            .thenApply(
                owner -> {
                  owner.ifPresent(name -> learn(key, name));
                  return owner;
                });
  }

  private synchronized Optional<String> known(QueueKey key) {
    return Optional.ofNullable(owners.get(key));
  }

  /** Remembers what a head said. */
  public synchronized void learn(QueueKey key, String owner) {
    if (!owner.equals(Submission.ANYONE)) {
      owners.put(key, owner);
    }
  }
}

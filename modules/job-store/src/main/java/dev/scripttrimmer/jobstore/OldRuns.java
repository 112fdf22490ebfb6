package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what earlier runs of a key have left. A completed run and the one before it stay whole:
 * whoever looks at the earlier one is not to lose it at the moment at which there is a newer one.
 */
final class OldRuns {
  /** Of each key, the current one included. */
  static final int KEPT = 2;

  private static final Logger LOG = LoggerFactory.getLogger(OldRuns.class);
  private static final Pattern OF_RUN = Pattern.compile("(\\d{1,9})/(.+)");
  private static final int PAGE = 1000;

  private final ObjectStore store;
  private final String bucket;

  OldRuns(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Removes all that nobody reads any more now that {@code job} is the key's head.
   *
   * @return never fails: what is left is removed when the key's next run completes
   */
  CompletionStage<Void> removeAfter(Job.Completed job) {
    return job.run().number() == 1
        ? CompletableFuture.completedFuture(null)
        : remove(job.key(), job.run().number(), "")
            .exceptionally(
                failure -> {
                  LOG.warn("old runs not removed key={}", job.key(), failure);
                  return null;
                });
  }

  private CompletionStage<Void> remove(QueueKey key, int current, String after) {
    String prefix = "jobs/" + key + "/";
    return store
        .list(bucket, prefix, after, PAGE)
        .thenCompose(
            page -> {
              List<ObjectLocation> old =
                  page.objects().stream()
                      .map(ObjectStat::location)
                      .filter(object -> isOld(object.key().substring(prefix.length()), current))
                      .toList();
              return delete(old)
                  .thenCompose(
                      deleted ->
                          page.more()
                              ? remove(key, current, lastKey(page))
                              : CompletableFuture.completedFuture(null));
            });
  }

  /** One after the other: nobody waits for this. */
  private CompletionStage<Void> delete(List<ObjectLocation> objects) {
    CompletionStage<Void> deleted = CompletableFuture.completedFuture(null);
    for (ObjectLocation object : objects) {
      deleted = deleted.thenCompose(before -> store.delete(object));
    }
    return deleted;
  }

  /** Results are linked by the head alone, which names the current run's. */
  private static boolean isOld(String name, int current) {
    Matcher matcher = OF_RUN.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    int run = Integer.parseInt(matcher.group(1));
    return run <= current - KEPT || run < current && matcher.group(2).startsWith("result-");
  }

  private static String lastKey(ObjectPage page) {
    return page.objects().get(page.objects().size() - 1).location().key();
  }
}

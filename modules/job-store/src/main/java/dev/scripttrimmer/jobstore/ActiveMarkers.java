package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.ActiveJob;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.Precondition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One tiny object per run that has not ended, named so that a listing is in order of submission.
 * Empty ones wait, others are worked on: a listing tells sizes, so nobody need read the heads to
 * know which is which.
 *
 * <p>A marker is written before its head and removed after its head has ended. So an active head
 * never lacks its marker; a marker can lack an active head, when a process died in between, and is
 * then removed by whoever meets it.
 */
final class ActiveMarkers {
  private static final String PREFIX = "active/";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS");
  private static final Pattern NAME =
      Pattern.compile("active/(\\d{8}T\\d{9})-([0-9a-f]{32})-(\\d{1,9})");
  private static final byte[] WAITS = {};
  private static final byte[] RUNS = {'r'};
  private static final int PAGE = 1000;
  private static final Duration TRUST = Duration.ofMinutes(5);

  /** Heads that one listing reads at once: a process that has just started has seen none. */
  private static final int READERS = 16;

  private final ObjectStore store;
  private final JobStoreConfig config;
  private final Clock clock;
  private final Function<QueueKey, CompletionStage<Optional<Job>>> heads;

  /** When an old marker was last seen to have its head: not every listing reads every head. */
  private final Map<String, Instant> confirmed = new ConcurrentHashMap<>();

  ActiveMarkers(
      ObjectStore store,
      JobStoreConfig config,
      Clock clock,
      Function<QueueKey, CompletionStage<Optional<Job>>> heads) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.heads = heads;
  }

  CompletionStage<Void> write(Job job) {
    return store
        .put(
            new ObjectLocation(config.bucket(), name(job)),
            job instanceof Job.Running ? RUNS : WAITS,
            "application/octet-stream",
            Precondition.none())
        .thenApply(version -> null);
  }

  CompletionStage<Void> remove(Job job) {
    confirmed.remove(name(job));
    return store.delete(new ObjectLocation(config.bucket(), name(job)));
  }

  private static String name(Job job) {
    Submission submission = job.submission();
    LocalDateTime utc = LocalDateTime.ofInstant(submission.submittedAt(), ZoneOffset.UTC);
    return PREFIX + TIME.format(utc) + "-" + job.key() + "-" + job.run().number();
  }

  /** Jobs by marker, oldest first, without markers found to be left over. */
  CompletionStage<List<ActiveJob>> list(int limit) {
    return list(limit, "", new LinkedHashMap<>());
  }

  private CompletionStage<List<ActiveJob>> list(
      int limit, String after, Map<QueueKey, ActiveJob> found) {
    return store
        .list(config.bucket(), PREFIX, after, PAGE)
        .thenCompose(
            page ->
                confirm(page)
                    .thenCompose(
                        markers -> {
                          markers.forEach(marker -> found.put(marker.key(), marker.job()));
                          return page.more() && found.size() < limit
                              ? list(limit, lastKey(page), found)
                              : CompletableFuture.completedFuture(
                                  found.values().stream().limit(limit).toList());
                        }));
  }

  private static String lastKey(ObjectPage page) {
    return page.objects().get(page.objects().size() - 1).location().key();
  }

  private CompletionStage<List<Marker>> confirm(ObjectPage page) {
    Instant now = clock.instant();
    List<Marker> markers =
        page.objects().stream().map(Marker::parse).flatMap(Optional::stream).toList();
    CompletionStage<List<Marker>> confirmedSoFar =
        CompletableFuture.completedFuture(new ArrayList<>());
    List<CompletionStage<Boolean>> readers =
        new ArrayList<>(Collections.nCopies(READERS, CompletableFuture.completedFuture(true)));
    for (int i = 0; i < markers.size(); i++) {
      Marker marker = markers.get(i);
      CompletionStage<Boolean> answer =
          readers.get(i % READERS).thenCompose(done -> isActive(marker, now));
      readers.set(i % READERS, answer);
      confirmedSoFar =
          confirmedSoFar.thenCombine(
              answer,
              (found, active) -> {
                if (active) {
                  found.add(marker);
                }
                return found;
              });
    }
    return confirmedSoFar;
  }

  private CompletionStage<Boolean> isActive(Marker marker, Instant now) {
    boolean young = marker.submittedAt().plus(config.markerGrace()).isAfter(now);
    Instant seen = confirmed.get(marker.name());
    if (young || seen != null && seen.plus(TRUST).isAfter(now)) {
      return CompletableFuture.completedFuture(true);
    }
    return heads
        .apply(marker.key())
        .thenCompose(
            head -> {
              if (head.filter(marker::belongsTo).isPresent()) {
                confirmed.put(marker.name(), now);
                return CompletableFuture.completedFuture(true);
              }
              confirmed.remove(marker.name());
              return store
                  .delete(new ObjectLocation(config.bucket(), marker.name()))
                  .handle((deleted, failure) -> false);
            });
  }

  private record Marker(String name, Instant submittedAt, QueueKey key, int run, boolean running) {
    static Optional<Marker> parse(ObjectStat object) {
      String name = object.location().key();
      Matcher matcher = NAME.matcher(name);
      return matcher.matches()
          ? Optional.of(
              new Marker(
                  name,
                  LocalDateTime.parse(matcher.group(1), TIME).toInstant(ZoneOffset.UTC),
                  new QueueKey(matcher.group(2)),
                  Integer.parseInt(matcher.group(3)),
                  object.size() > 0))
          : Optional.empty();
    }

    ActiveJob job() {
      return new ActiveJob(key, running);
    }

    /** Not when the head is another submission's: that one has a marker of its own. */
    boolean belongsTo(Job head) {
      return !head.status().isTerminal()
          && head.run().number() == run
          && head.submission().submittedAt().truncatedTo(ChronoUnit.MILLIS).equals(submittedAt);
    }
  }
}

package dev.scripttrimmer.jobstore;

import static dev.scripttrimmer.testkit.Await.result;
import static dev.scripttrimmer.testkit.JobSamples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.json.DomainJson;
import dev.scripttrimmer.testkit.Await;
import dev.scripttrimmer.testkit.FlakyObjectStore;
import dev.scripttrimmer.testkit.FlakyObjectStore.Fate;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import dev.scripttrimmer.testkit.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Two writers move one job over a network that loses, delays and reorders their calls. Each seed is
 * one interleaving, the same at every run.
 */
class CompetingWritersTest {
  private static final String BUCKET = "jobs";
  private static final int SEEDS = 200;
  private static final int MOVES = 8;

  @Test
  @DisplayName("two hundred interleavings of two writers all end in one winner per epoch")
  void oneWinnerPerEpoch() {
    int wins = 0;
    int losses = 0;
    int silences = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Interleaving run = new Interleaving(seed);
      run.play();
      wins += run.won.size();
      losses += run.losses;
      silences += run.silences;
    }
    // Every kind of end came up often: the interleavings are no mere formality.
    assertThat(wins).isGreaterThan(SEEDS);
    assertThat(losses).isGreaterThan(SEEDS / 2);
    assertThat(silences).isGreaterThan(SEEDS / 10);
  }

  private static final class Interleaving {
    private final int seed;
    private final Random random;
    private final ObjectStore memory = new InMemoryObjectStore(BUCKET);
    private final List<Runnable> network = new ArrayList<>();

    /** What the store let happen: the version of each epoch's head, in order of writing. */
    private final List<Accepted> accepted = new ArrayList<>();

    /** What the writers were told: the version with which each epoch was won. */
    private final TreeMap<Long, ObjectVersion> won = new TreeMap<>();

    /** What went wrong where a thrown assertion would be taken for the store's failure. */
    private final List<String> faults = new ArrayList<>();

    private int losses;
    private int silences;

    Interleaving(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void play() {
      List<CompletionStage<Void>> writers =
          IntStream.range(0, 2)
              .mapToObj(i -> new Writer(new NodeId("writer-" + i)).move(MOVES))
              .toList();
      while (!network.isEmpty()) {
        network.remove(random.nextInt(network.size())).run();
      }
      writers.forEach(Await::result);

      assertThat(faults).as("seed %d", seed).isEmpty();
      assertThat(accepted.stream().map(Accepted::epoch))
          .as("seed %d: epochs as the store saw them", seed)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, accepted.size()).mapToObj(Long::valueOf).toList());
      won.forEach(
          (epoch, version) ->
              assertThat(accepted.get(epoch.intValue() - 1).version())
                  .as("seed %d: who won epoch %d", seed, epoch)
                  .isEqualTo(version));
    }

    /** Looked at whenever a head or a marker has moved. */
    private void checkMarker() {
      Optional<Job> head = readHead().map(HeadDocument::toJob);
      boolean marked =
          head.isEmpty()
              || head.get().status().isTerminal()
              || result(memory.list(BUCKET, "active/", "", 1000)).objects().stream()
                  .map(object -> object.location().key())
                  .anyMatch(name -> name.endsWith("-" + head.get().run().number()));
      if (!marked) {
        faults.add("an active job without a marker");
      }
    }

    private Optional<HeadDocument> readHead() {
      return result(
              memory.get(
                  new ObjectLocation(
                      BUCKET, "jobs/" + JobSamples.pending("a", START).key() + "/job.json")))
          .map(document -> DomainJson.read(document.body(), HeadDocument.class));
    }

    private Fate fate() {
      int die = random.nextInt(10);
      return die < 5 ? Fate.GETS_THROUGH : Fate.values()[die % Fate.values().length];
    }

    /** The store, with a note taken of each head that it accepts. */
    private ObjectStore recording() {
      return (ObjectStore)
          Proxy.newProxyInstance(
              ObjectStore.class.getClassLoader(),
              new Class<?>[] {ObjectStore.class},
              (proxy, method, arguments) -> {
                Object answer = method.invoke(memory, arguments);
                if (method.getName().equals("put")) {
                  note((ObjectLocation) arguments[0], (CompletionStage<?>) answer);
                }
                if (method.getName().equals("delete")) {
                  checkMarker();
                }
                return answer;
              });
    }

    private void note(ObjectLocation location, CompletionStage<?> answer) {
      boolean head = location.key().endsWith("/job.json");
      if (head && !answer.toCompletableFuture().isCompletedExceptionally()) {
        accepted.add(
            new Accepted(readHead().orElseThrow().epoch(), (ObjectVersion) result(answer)));
        checkMarker();
      }
    }

    private final class Writer {
      private final NodeId name;
      private final JobStore jobs =
          new ObjectJobStore(
              new FlakyObjectStore(recording(), Interleaving.this::fate, network::add),
              new JobStoreConfig(BUCKET, Duration.ofMinutes(10), Duration.ZERO, 3),
              new ManualClock(START));

      Writer(NodeId name) {
        this.name = name;
      }

      CompletionStage<Void> move(int moves) {
        if (moves == 0) {
          return CompletableFuture.completedFuture(null);
        }
        return jobs.find(JobSamples.pending("a", START).key())
            .thenCompose(
                head ->
                    head.isEmpty()
                        ? jobs.create(JobSamples.pending("a", START))
                        : advance(head.get(), next(head.get().job())))
            .handle(this::heard)
            .thenCompose(heard -> move(moves - 1));
      }

      private CompletionStage<Optional<Versioned<Job>>> advance(Versioned<Job> head, Job next) {
        return jobs.advance(head, next)
            .whenComplete(
                (answer, failure) -> {
                  boolean toldLost = failure == null && answer.isEmpty();
                  if (toldLost
                      && next instanceof Job.Running
                      && readHead().orElseThrow().toJob().equals(next)) {
                    faults.add("a writer was told that it lost what it holds");
                  }
                });
      }

      /** Each legal move here begins a new epoch. */
      private Job next(Job head) {
        Failure enough = Failure.of(ErrorCode.CANCELLED, "That is enough.");
        return head.fold(
            pending -> pending.claim(name, START),
            running ->
                switch (random.nextInt(4)) {
                  case 0 -> running.fail(enough, START);
                  case 1 -> running.release(START);
                  case 2 -> running.workerLost(START);
                  default -> running.retry(START, START);
                },
            completed -> completed.resubmit(JobSamples.submission("a", START)),
            failed -> failed.resubmit(JobSamples.submission("a", START)));
      }

      private Void heard(Optional<Versioned<Job>> answer, Throwable failure) {
        if (failure != null) {
          silences++;
        } else if (answer.isEmpty()) {
          losses++;
        } else {
          Versioned<Job> head = answer.get();
          if (won.putIfAbsent(head.job().run().epoch(), head.version()) != null) {
            faults.add("an epoch was won twice");
          }
        }
        return null;
      }
    }

    private record Accepted(long epoch, ObjectVersion version) {}
  }
}

package dev.scripttrimmer.jobstore;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static dev.scripttrimmer.testkit.JobSamples.START;
import static dev.scripttrimmer.testkit.JobSamples.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.ActiveJob;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.testkit.FlakyObjectStore;
import dev.scripttrimmer.testkit.FlakyObjectStore.Fate;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import dev.scripttrimmer.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of jobs when answers are lost, processes die half way, and documents are spoilt. */
class LostAnswersTest {
  private static final String BUCKET = "jobs";

  private final ManualClock clock = new ManualClock(START);
  private final ObjectStore memory = new InMemoryObjectStore(clock, BUCKET);
  private final Deque<Fate> fates = new ArrayDeque<>();
  private final JobStoreConfig config =
      new JobStoreConfig(BUCKET, Duration.ofMinutes(10), Duration.ZERO, 3);
  private final JobStore jobs =
      new ObjectJobStore(
          new FlakyObjectStore(
              memory, () -> fates.isEmpty() ? Fate.GETS_THROUGH : fates.removeFirst()),
          config,
          clock);
  private final Job.Pending job = JobSamples.pending("a", START);

  @Test
  @DisplayName("a creation whose answer was lost is known by its nonce")
  void lostAnswerOfCreate() {
    markerAndIndexThen(Fate.REPLY_LOST);

    Versioned<Job> created = result(jobs.create(job)).orElseThrow();

    assertThat(result(jobs.find(job.key()))).hasValue(created);
  }

  @Test
  @DisplayName("an advance whose answer was lost is known by its nonce, on the first read or later")
  void lostAnswerOfAdvance() {
    Versioned<Job> head = result(jobs.create(job)).orElseThrow();
    fates.addAll(List.of(Fate.REPLY_LOST, Fate.REQUEST_LOST));

    Versioned<Job> moved = result(jobs.advance(head, job.claim(WORKER, START))).orElseThrow();

    assertThat(result(jobs.find(job.key()))).hasValue(moved);
  }

  @Test
  @DisplayName("an advance that never arrived is sent again")
  void lostRequest() {
    Versioned<Job> head = result(jobs.create(job)).orElseThrow();
    fates.addAll(List.of(Fate.REQUEST_LOST));

    assertThat(result(jobs.advance(head, job.claim(WORKER, START)))).isPresent();
  }

  @Test
  @DisplayName("a store that stays silent is not taken for a loss")
  void silence() {
    Versioned<Job> head = result(jobs.create(job)).orElseThrow();
    for (int i = 0; i < 6; i++) {
      fates.add(Fate.REQUEST_LOST);
    }

    assertKind(Kind.UNAVAILABLE, jobs.advance(head, job.claim(WORKER, START)));

    assertThat(result(jobs.find(job.key()))).hasValue(head);
  }

  @Test
  @DisplayName("a submission that died before its head is forgotten after the grace period")
  void markerWithoutHead() {
    markerAndIndexThen(Fate.REQUEST_LOST);
    for (int i = 0; i < 5; i++) {
      fates.add(Fate.REQUEST_LOST);
    }
    assertKind(Kind.UNAVAILABLE, jobs.create(job));
    assertThat(result(jobs.recent(Optional.empty(), 10)).jobs()).isEmpty();
    assertThat(markers()).isEqualTo(1);

    clock.advance(Duration.ofMinutes(9));
    result(jobs.active(10));
    assertThat(markers()).isEqualTo(1);

    clock.advance(Duration.ofMinutes(2));
    assertThat(activeKeys(10)).isEmpty();
    assertThat(markers()).isZero();
  }

  @Test
  @DisplayName("a marker that outlived its job is forgotten after the grace period")
  void markerOfAnEndedJob() {
    Versioned<Job> head = result(jobs.create(job)).orElseThrow();
    fates.addAll(List.of(Fate.GETS_THROUGH, Fate.REQUEST_LOST));
    assertThat(result(jobs.advance(head, job.fail(cancelled(), START)))).isPresent();
    assertThat(markers()).isEqualTo(1);

    clock.advance(Duration.ofMinutes(11));

    assertThat(activeKeys(10)).isEmpty();
    assertThat(markers()).isZero();
  }

  @Test
  @DisplayName("the marker of a job that waits for long stays, and so does its place in the list")
  void oldButActive() {
    result(jobs.create(job));
    clock.advance(Duration.ofDays(2));
    Job.Pending young = JobSamples.pending("b", clock.instant());
    result(jobs.create(young));

    assertThat(activeKeys(10)).containsExactly(job.key(), young.key());
    clock.advance(Duration.ofHours(1));
    assertThat(activeKeys(1)).containsExactly(job.key());
    assertThat(markers()).isEqualTo(2);
  }

  @Test
  @DisplayName("a process that has seen no head yet reads a few at once, not all of a long queue")
  void aFewHeadsAtOnce() {
    int all = 200;
    List<QueueKey> waiting =
        IntStream.range(0, all)
            .mapToObj(i -> JobSamples.pending("waits-" + i, START.plusMillis(i)))
            .map(waits -> result(jobs.create(waits)).orElseThrow().job().key())
            .toList();
    clock.advance(Duration.ofMinutes(11));
    Deque<Runnable> network = new ArrayDeque<>();
    JobStore started =
        new ObjectJobStore(
            new FlakyObjectStore(memory, () -> Fate.GETS_THROUGH, network::add), config, clock);

    CompletionStage<List<ActiveJob>> listed = started.active(all);

    int most = 0;
    while (!network.isEmpty()) {
      most = Math.max(most, network.size());
      network.removeFirst().run();
    }
    assertThat(result(listed)).extracting(ActiveJob::key).containsExactlyElementsOf(waiting);
    assertThat(most).isBetween(2, 16);
  }

  @Test
  @DisplayName("the marker of the loser of two submissions goes, the winner's stays")
  void losersMarker() {
    result(jobs.create(job));
    assertThat(result(jobs.create(JobSamples.pending("a", START.plusSeconds(1))))).isEmpty();
    assertThat(markers()).isEqualTo(2);

    clock.advance(Duration.ofMinutes(11));

    assertThat(activeKeys(10)).containsExactly(job.key());
    assertThat(markers()).isEqualTo(1);
  }

  @Test
  @DisplayName("a marker that was swept while its head was on its way is written again")
  void slowCreate() {
    AtomicInteger puts = new AtomicInteger();
    JobStore slow =
        new ObjectJobStore(
            new FlakyObjectStore(
                memory,
                () -> {
                  if (puts.incrementAndGet() == 3) {
                    // The head's turn: its submission has become old, and somebody sweeps.
                    clock.advance(Duration.ofMinutes(11));
                    result(jobs.active(10));
                  }
                  return Fate.GETS_THROUGH;
                }),
            config,
            clock);

    result(slow.create(job));

    assertThat(activeKeys(10)).containsExactly(job.key());
  }

  @Test
  @DisplayName("a head that cannot be read is reported, not overwritten")
  void spoiltHead() {
    result(jobs.create(job));
    overwrite("jobs/" + job.key() + "/job.json", "{\"epoch\": 1, \"non");

    assertKind(Kind.CORRUPT, jobs.find(job.key()));
    assertKind(Kind.CORRUPT, jobs.create(job));
  }

  @Test
  @DisplayName("a linked result that was altered is reported")
  void spoiltResult() {
    Job.Running running = job.claim(WORKER, START);
    Versioned<Job> head = result(jobs.create(job)).orElseThrow();
    head = result(jobs.advance(head, running)).orElseThrow();
    running = JobSamples.nearlyDone(running);
    head = result(jobs.advance(head, running)).orElseThrow();
    result(jobs.advance(head, running.complete(JobSamples.result(500), START)));
    String linked =
        result(memory.list(BUCKET, "jobs/" + job.key() + "/1/result-", "", 2))
            .objects()
            .get(0)
            .location()
            .key();
    assertThat(
            result(memory.stat(new ObjectLocation(BUCKET, "jobs/" + job.key() + "/job.json")))
                .orElseThrow()
                .size())
        .isLessThan(HeadDocument.MAX_INLINE_RESULT);

    overwrite(linked, "{}");

    assertKind(Kind.CORRUPT, jobs.find(job.key()));
  }

  @Test
  @DisplayName("limits, cursors and moves that cannot be are refused")
  void nonsense() {
    Versioned<Job> head = result(jobs.create(job)).orElseThrow();
    assertKind(Kind.INVALID, jobs.active(0));
    assertKind(Kind.INVALID, jobs.active(1001));
    assertKind(Kind.INVALID, jobs.recent(Optional.empty(), 101));
    assertKind(Kind.INVALID, jobs.recent(Optional.of("../jobs/"), 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> jobs.advance(head, JobSamples.pending("b", START)));
  }

  @Test
  @DisplayName("objects that somebody else put among markers and runs are passed over")
  void strangeObjects() {
    result(jobs.create(job));
    overwrite("active/.keep", "");
    overwrite("index/readme.txt", "");

    assertThat(activeKeys(10)).containsExactly(job.key());
    assertThat(result(jobs.recent(Optional.empty(), 10)).jobs()).hasSize(1);
  }

  private void markerAndIndexThen(Fate head) {
    fates.addAll(List.of(Fate.GETS_THROUGH, Fate.GETS_THROUGH, head));
  }

  private int markers() {
    return result(memory.list(BUCKET, "active/", "", 100)).objects().size();
  }

  private void overwrite(String key, String content) {
    result(
        memory.put(
            new ObjectLocation(BUCKET, key),
            content.getBytes(StandardCharsets.UTF_8),
            "text/plain",
            Precondition.none()));
  }

  private static Failure cancelled() {
    return Failure.of(ErrorCode.CANCELLED, "Somebody cancelled it.");
  }

  private static void assertKind(Kind kind, CompletionStage<?> stage) {
    assertThat(failure(stage))
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private List<QueueKey> activeKeys(int limit) {
    return result(jobs.active(limit)).stream().map(ActiveJob::key).toList();
  }
}

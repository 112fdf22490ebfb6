package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {
  private static final Duration LEASE = Duration.ofSeconds(12);
  private static final Duration SHORT = Duration.ofSeconds(6);
  private static final NodeId WORKER = new NodeId("w");

  private final AtomicLong nanos = new AtomicLong(42);
  private final LeaseWatch watch = new LeaseWatch(LEASE, SHORT, nanos::get);

  @Test
  void aHeadThatStandsStillForALeaseHasRunOut() {
    Job.Running head = running("a");

    assertThat(watch.hasRunOut(head)).isFalse();
    pass(SHORT);
    assertThat(watch.hasRunOut(head)).isFalse();
    pass(SHORT.minusNanos(1));
    assertThat(watch.hasRunOut(head)).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(watch.hasRunOut(head)).isTrue();
  }

  @Test
  void aRenewedLeaseBeginsAnew() {
    Job.Running head = running("a");
    watch.hasRunOut(head);
    pass(SHORT);
    watch.hasRunOut(head);
    pass(SHORT);

    assertThat(watch.hasRunOut(head.renew(Instant.EPOCH))).isFalse();
  }

  @Test
  void theClocksOfOtherNodesDoNotMatter() {
    Job.Running head = running("a").renew(Instant.MIN);
    watch.hasRunOut(head);

    assertThat(watch.hasRunOut(head)).isFalse();
  }

  @Test
  void aNodeThatLeftAndStillRenewsKeepsItsJobs() {
    Job.Running head = running("a");
    watch.hasRunOut(head);
    watch.nodeLeft(WORKER);

    for (int beat = 0; beat < 9; beat++) {
      pass(SHORT.dividedBy(2));
      head = head.renew(Instant.EPOCH);
      assertThat(watch.hasRunOut(head)).isFalse();
    }
    pass(SHORT);
    assertThat(watch.hasRunOut(head)).isTrue();
  }

  @Test
  void aNodeThatIsBackHasItsWholeLeaseAgain() {
    Job.Running head = running("a");
    watch.hasRunOut(head);
    watch.nodeLeft(WORKER);
    watch.nodeJoined(WORKER);
    pass(SHORT);

    assertThat(watch.hasRunOut(head)).isFalse();
  }

  @Test
  void timeInWhichNobodyCouldLookDoesNotCount() {
    Job.Running head = running("a");
    watch.hasRunOut(head);
    pass(SHORT);
    watch.blind();
    pass(SHORT);

    assertThat(watch.hasRunOut(head)).isFalse();
  }

  @Test
  void timeInWhichThisProcessStoodStillDoesNotCount() {
    Job.Running head = running("a");
    watch.hasRunOut(head);
    pass(LEASE.multipliedBy(3));

    assertThat(watch.hasRunOut(head)).isFalse();
  }

  @Test
  void aJobThatWasForgottenIsWatchedFromTheStart() {
    Job.Running head = running("a");
    watch.hasRunOut(head);
    pass(SHORT);
    watch.retain(List.of());
    pass(SHORT);

    assertThat(watch.hasRunOut(head)).isFalse();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Job.Running running(String name) {
    String url = "https://b.s3.amazonaws.com/" + name;
    return Job.submitted(
            new Submission(
                QueueKey.of(url),
                url,
                new ObjectLocation("b", name),
                VideoType.LIVE,
                false,
                Submission.ANYONE,
                Instant.EPOCH,
                Optional.empty()))
        .claim(WORKER, Instant.EPOCH);
  }
}

package dev.scripttrimmer.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InMemoryProgressLogTest extends ProgressLogContract {
  private final InMemoryProgressLog log = new InMemoryProgressLog();

  @Override
  protected ProgressLog log() {
    return log;
  }

  @Test
  @DisplayName("forgetting loses every key")
  void forget() {
    QueueKey key = QueueKey.of("https://a.example/b");
    ProgressUpdate update =
        ProgressUpdate.of("https://a.example/b", JobStatus.PENDING, "Waiting", Instant.EPOCH, 0);
    Await.result(log.append(key, new ProgressEvent(1, 1, true, update)));

    log.forget();

    assertThat(Await.result(log.lastId(key))).isZero();
  }
}

package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.QueueKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The page while its service is killed and comes back. */
class ConnectionIT {
  /** A job whose worker died is taken over soon. */
  private static final String[] HASTY = {"worker.beat=1s", "worker.lease=4s"};

  @TempDir private Path folder;

  @Test
  void aJobIsWatchedPastTheDeathOfItsService() throws Exception {
    ServingNode node = ServingNode.start(Files.createDirectory(folder.resolve("node")), HASTY);
    try (Browser browser = Browser.open(folder.resolve("profile"), node.service())) {
      ServiceClient client = new ServiceClient(node.service());
      String video = client.upload(Repository.sampleLecture(), "lecture.mp4");
      client.process(video);
      browser.load("#/jobs/" + QueueKey.of(video));
      browser.awaitAny(
          By.cssSelector("[data-testid='live-transcript'] .live-words li:nth-child(3)"));

      node.kill();
      connection(browser, "reconnecting");
      assertThat(browser.await("job-percent").getText()).matches("[1-9]\\d %");
      Usability.check(browser, "connection-lost");
      node = node.again(HASTY);

      connection(browser, "live");
      assertThat(browser.shown()).contains("toast");
      browser.await("result");
      // The last one is not seen: the result takes its place.
      for (Milestone milestone : Milestone.values()) {
        if (milestone != Milestone.COMPLETED) {
          assertThat(browser.shown()).contains("milestone-%d done".formatted(milestone.progress()));
        }
      }
      assertThat(client.get("/jobs/" + QueueKey.of(video)).body().get("run").intValue())
          .isEqualTo(1);
      browser.awaitAny(By.cssSelector("[data-clip='topic-0'] [data-testid='clip-play']")).click();
      browser.untilTrue(Browser.PLAYS);
      assertThat(browser.errors()).isEmpty();
    } finally {
      node.close();
    }
  }

  private static void connection(Browser browser, String state) {
    browser.awaitAny(
        By.cssSelector("[data-testid='connection'][data-state='%s']".formatted(state)));
  }
}

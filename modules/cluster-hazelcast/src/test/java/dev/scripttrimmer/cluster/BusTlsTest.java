package dev.scripttrimmer.cluster;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusTlsTest {
  private static final String ADDRESS = "secrets";

  private static final Duration BRIEFLY = Duration.ofSeconds(2);

  private final TestCluster cluster = new TestCluster();
  private final Queue<Object> otherHeard = new ConcurrentLinkedQueue<>();
  private final Queue<Object> intruderHeard = new ConcurrentLinkedQueue<>();

  @TempDir private static Path folder;
  private static BusTls certificateOfOne;
  private static BusTls certificateOfOther;
  private static BusTls strangersCertificate;

  private ClusteredVertx one;

  @BeforeAll
  static void issueCertificates() throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    certificateOfOne = certificates.issue("one");
    certificateOfOther = certificates.issue("other");
    strangersCertificate = certificates.issueUntrusted("intruder");
  }

  @BeforeEach
  void start() {
    one = cluster.start(secured("one", Optional.of(certificateOfOne)));
    listen(cluster.start(secured("other", Optional.of(certificateOfOther), one.member())));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  @DisplayName("nodes with trusted certificates talk to each other")
  void trusted() {
    assertThat(result(ask(one, "for two", Duration.ofSeconds(20)))).isEqualTo("for two");
  }

  @Test
  @DisplayName("a node without a certificate gets nothing and is not heard")
  void withoutCertificate() {
    intrude(secured("intruder", Optional.empty(), one.member()));
  }

  @Test
  @DisplayName(
      "a node that trusts the others, and that nobody trusts, gets nothing and is not heard")
  void strangersCertificate() {
    intrude(secured("intruder", Optional.of(strangersCertificate), one.member()));
  }

  private void intrude(ClusterConfig config) {
    ClusteredVertx intruder = cluster.start(config);
    assertThat(failure(ask(intruder, "from outside", BRIEFLY))).isInstanceOf(ReplyException.class);
    assertThat(otherHeard).isEmpty();

    result(
        intruder
            .vertx()
            .eventBus()
            .consumer(ADDRESS, message -> intruderHeard.add(message.body()))
            .completion()
            .toCompletionStage());

    one.vertx().eventBus().publish(ADDRESS, "to everybody");
    // Requests go to the consumers in turn, so sooner or later one is sent the intruder's way.
    Object answer = "";
    for (int i = 0; i < 100 && !answer.equals("lost"); i++) {
      answer = result(ask(one, "question", BRIEFLY).exceptionally(lost -> "lost"));
    }
    assertThat(answer).isEqualTo("lost");
    assertThat(intruderHeard).isEmpty();
  }

  private void listen(ClusteredVertx node) {
    result(
        node.vertx()
            .eventBus()
            .consumer(
                ADDRESS,
                message -> {
                  otherHeard.add(message.body());
                  message.reply(message.body());
                })
            .completion()
            .toCompletionStage());
  }

  private static CompletionStage<Object> ask(ClusteredVertx node, String question, Duration limit) {
    return node.vertx()
        .eventBus()
        .request(ADDRESS, question, new DeliveryOptions().setSendTimeout(limit.toMillis()))
        .<Object>map(answer -> answer.body())
        .toCompletionStage();
  }

  private ClusterConfig secured(String node, Optional<BusTls> tls, MemberAddress... members) {
    return cluster.config(node, 0, tls, TestCluster.SMALL_LOGS, members);
  }
}

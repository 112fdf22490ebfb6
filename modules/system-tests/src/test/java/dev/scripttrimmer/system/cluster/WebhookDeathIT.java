package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.system.ServiceClient;
import dev.scripttrimmer.testkit.SelfSigned;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A receiver of webhooks behind TLS, and a node that is killed while it tells it. */
@ExtendWith(SharedCluster.class)
class WebhookDeathIT {
  private static final double NANOS = 1e9;

  @TempDir private static Path folder;

  @Test
  void whatADeadNodeWasTellingIsToldAgainUnderTheSameId(FaultTable table) throws Exception {
    SelfSigned certificate = SelfSigned.of(folder, "localhost");
    try (WebhookReceiver receiver = new WebhookReceiver(certificate);
        FaultCluster cluster = new FaultCluster(new TrustingSite(receiver, certificate), table)) {
      cluster.fill(1);
      // The certificate is for another name: nothing is said there, whoever it may be.
      String unheard = fail(cluster, "unheard", receiver.origin("127.0.0.1"));
      cluster
          .log()
          .await(
              0,
              entry -> entry.line().contains("webhook not told key=" + QueueKey.of(unheard)),
              FaultCluster.JOB_LIMIT);
      assertThat(receiver.left()).isZero();

      String video = fail(cluster, "heard", receiver.origin("localhost"));
      WebhookReceiver.Message first = receiver.next();
      long killed = System.nanoTime();
      cluster.nodes().get(0).kill();
      cluster.fill(1);
      WebhookReceiver.Message second = receiver.next();
      table.add("a node killed while it tells a webhook", seconds(killed));
      int mark = cluster.log().size();
      second.accept();
      cluster
          .log()
          .await(
              mark,
              entry -> entry.line().contains("webhook told key=" + QueueKey.of(video)),
              FaultCluster.JOB_LIMIT);

      assertThat(second.id()).isNotBlank().isEqualTo(first.id());
      assertThat(second.text())
          .isEqualTo(first.text())
          .contains("job.failed", QueueKey.of(video).value());
      String secret = cluster.client().get("/webhooks/secret").body().path("secret").textValue();
      assertThat(List.of(first, second)).allMatch(message -> isSigned(message, secret));
      assertThat(receiver.left()).isZero();
      cluster.assertNothingLeft();
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / NANOS;
  }

  private static boolean isSigned(WebhookReceiver.Message message, String secret) {
    try {
      return message.isSignedWith(secret);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Has something processed that is no video, with somebody to be told. */
  private static String fail(FaultCluster cluster, String name, String origin) throws Exception {
    ServiceClient client = cluster.client();
    Path file = Files.writeString(folder.resolve(name), "This is no video.");
    String video = client.upload(file, name + ".mp4");
    assertThat(
            client
                .post(
                    "/extract-audio-endpoint",
                    Map.of("s3_url", video, "webhook_url", origin + "/hook"))
                .status())
        .isEqualTo(202);
    return video;
  }

  /** Whose nodes may tell the receiver, and trust its certificate. */
  private record TrustingSite(WebhookReceiver receiver, SelfSigned certificate) implements Site {
    @Override
    public InetAddress storeAddress() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public Place place(String node) {
      return new Place(
          List.of(),
          Map.of(
              "JAVA_OPTS",
              "-Xmx600m -XX:TieredStopAtLevel=1 -Djava.io.tmpdir="
                  + folder
                  + " -Djavax.net.ssl.trustStoreType=PKCS12 -Djavax.net.ssl.trustStore="
                  + certificate.trusting()
                  + " -Djavax.net.ssl.trustStorePassword="
                  + SelfSigned.PASSWORD),
          Map.of(
              "webhooks.allowed-origins",
              receiver.origin("localhost") + "," + receiver.origin("127.0.0.1"),
              "webhooks.private-addresses",
              "true"));
    }

    @Override
    public void close() {
      // Nothing was made.
    }
  }
}

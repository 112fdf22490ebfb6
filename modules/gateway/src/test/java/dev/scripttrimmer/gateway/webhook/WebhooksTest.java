package dev.scripttrimmer.gateway.webhook;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.gateway.FakeJobStore;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.json.DomainJson;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import dev.scripttrimmer.testkit.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final Caller.Submitter CALLER = new Caller.Anyone();
  private static final int NEVER = 0;

  private final Vertx vertx = Vertx.vertx();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:07Z"));
  private final FakeJobStore jobs = new FakeJobStore();
  private final InMemoryObjectStore objects = new InMemoryObjectStore("bucket");
  private final WebhookSecrets secrets = new WebhookSecrets(new byte[32]);
  private final Job.Pending job = Job.submitted(JobSamples.submission("a", clock.instant()));
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final List<Webhooks> opened = new ArrayList<>();
  private final CompletableFuture<Void> arrived = new CompletableFuture<>();
  private volatile int status = 204;
  private HttpServer receiver;

  /** A message as it arrived. */
  private record Told(String path, String id, String timestamp, String signature, Buffer body) {
    JsonNode json() {
      return DomainJson.read(body.getBytes(), JsonNode.class);
    }
  }

  @BeforeEach
  void listen() {
    receiver =
        result(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  told.add(
                                      new Told(
                                          request.uri(),
                                          request.getHeader("webhook-id"),
                                          request.getHeader("webhook-timestamp"),
                                          request.getHeader("webhook-signature"),
                                          body));
                                  arrived.complete(null);
                                  if (status != NEVER) {
                                    request
                                        .response()
                                        .setStatusCode(status)
                                        .putHeader("Location", "/elsewhere")
                                        .end();
                                  }
                                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage());
  }

  @AfterEach
  void stop() {
    opened.forEach(webhooks -> result(webhooks.close().toCompletionStage()));
    result(vertx.close().toCompletionStage());
  }

  @Test
  void theEndIsToldOnceAndSigned() throws GeneralSecurityException {
    Webhooks webhooks = open(true);
    Versioned<Job> head = begin(webhooks);
    look(webhooks);
    assertThat(told).as("before the end").isEmpty();

    fail(head);
    look(webhooks);
    look(webhooks);

    assertThat(told).hasSize(1);
    Told message = told.get(0);
    assertThat(message.path()).isEqualTo("/hook?course=7");
    assertThat(message.json().path("type").textValue()).isEqualTo("job.failed");
    assertThat(message.json().at("/data/queue_key").textValue()).isEqualTo(job.key().value());
    assertThat(message.json().at("/data/code").textValue()).isEqualTo("no_speech");
    assertThat(message.timestamp()).isEqualTo(String.valueOf(clock.instant().getEpochSecond()));
    assertThat(message.signature()).isEqualTo("v1," + hmac(secrets.of(CALLER.name()), message));
    assertThat(kept()).isEmpty();
  }

  @Test
  void whatIsNotTakenIsToldAgainLaterUnderTheSameId() {
    Webhooks webhooks = open(true);
    fail(begin(webhooks));
    status = 500;
    look(webhooks);
    look(webhooks);
    assertThat(told).hasSize(1);

    status = 204;
    clock.advance(Duration.ofSeconds(10));
    look(webhooks);

    assertThat(told).hasSize(2);
    assertThat(told.get(1).id()).isEqualTo(told.get(0).id());
    assertThat(kept()).isEmpty();
  }

  @Test
  void whatADeadGatewayWasTellingAnotherTells() {
    Webhooks dying = open(true);
    fail(begin(dying));
    status = NEVER;
    Future<Void> underWay = dying.look();
    result(arrived);
    result(dying.close().toCompletionStage());
    result(underWay.toCompletionStage());
    told.clear();

    status = 204;
    Webhooks other = open(true);
    look(other);
    assertThat(told).as("while the first may yet be at it").isEmpty();
    clock.advance(Duration.ofSeconds(10));
    look(other);

    assertThat(told).hasSize(1);
  }

  @Test
  void ofTwoGatewaysOneTells() {
    Webhooks one = open(true);
    Webhooks other = open(true);
    fail(begin(one));

    result(Future.all(one.look(), other.look()).toCompletionStage());

    assertThat(told).hasSize(1);
  }

  @Test
  void aRedirectIsNotFollowed() {
    Webhooks webhooks = open(true);
    fail(begin(webhooks));
    status = 302;

    look(webhooks);

    assertThat(told).extracting(Told::path).containsExactly("/hook?course=7");
    assertThat(kept()).hasSize(1);
  }

  @Test
  void anAddressOfThisNetworkIsNotConnectedTo() {
    Webhooks webhooks = open(false);
    fail(begin(webhooks));

    look(webhooks);

    assertThat(told).isEmpty();
    assertThat(kept()).hasSize(1);
  }

  @Test
  void afterSomeHoursItIsGivenUp() {
    Webhooks webhooks = open(true);
    fail(begin(webhooks));
    status = 500;
    Instant begun = clock.instant();

    while (!kept().isEmpty()) {
      look(webhooks);
      clock.advance(Duration.ofMinutes(5));
    }

    assertThat(told).hasSize(12);
    assertThat(Duration.between(begun, clock.instant()))
        .isBetween(Duration.ofHours(4), Duration.ofHours(8));
  }

  @Test
  void whoIsGoneIsNotToldAgain() {
    Webhooks webhooks = open(true);
    fail(begin(webhooks));
    status = 410;

    look(webhooks);

    assertThat(kept()).isEmpty();
  }

  @Test
  void aRunThatTheNextOneReplacedIsToldOfAsSuch() {
    Webhooks webhooks = open(true);
    Versioned<Job> failed = fail(begin(webhooks));
    Job.Pending again = ((Job.Failed) failed.job()).resubmit(job.submission());
    Versioned<Job> next = result(jobs.advance(failed, again)).orElseThrow();
    fail(next);

    look(webhooks);

    assertThat(told.get(0).json().path("type").textValue()).isEqualTo("job.superseded");
    assertThat(told.get(0).json().at("/data/run").intValue()).isEqualTo(1);
  }

  @Test
  void whoWasToBeToldOfARunThatNeverBeganIsForgotten() {
    Webhooks webhooks = open(true);
    tell(webhooks, job.key());

    look(webhooks);
    assertThat(kept()).hasSize(1);
    clock.advance(Duration.ofHours(2));
    look(webhooks);

    assertThat(kept()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void eachOwnerHasASecretOfTheirOwn() {
    assertThat(secrets.of("key:alice"))
        .startsWith("whsec_")
        .isEqualTo(new WebhookSecrets(new byte[32]).of("key:alice"))
        .isNotEqualTo(secrets.of("key:bob"));
  }

  private Webhooks open(boolean privateAddresses) {
    String origin = "http://127.0.0.1:" + receiver.actualPort();
    GatewayConfig.Webhooks config = new GatewayConfig.Webhooks(Set.of(origin), privateAddresses);
    Webhooks webhooks =
        new Webhooks(vertx, jobs, objects, "bucket", new WebhookPolicy(config), secrets, clock);
    opened.add(webhooks);
    return webhooks;
  }

  private Versioned<Job> begin(Webhooks webhooks) {
    tell(webhooks, job.key());
    return result(jobs.create(job)).orElseThrow();
  }

  private void tell(Webhooks webhooks, QueueKey key) {
    URI url =
        webhooks.requireAllowed("http://127.0.0.1:" + receiver.actualPort() + "/hook?course=7");
    result(webhooks.tell(CALLER, key, 1, url).toCompletionStage());
  }

  private Versioned<Job> fail(Versioned<Job> head) {
    Job failed =
        ((Job.Active) head.job())
            .fail(Failure.of(ErrorCode.NO_SPEECH, "Nobody speaks."), clock.instant());
    return result(jobs.advance(head, failed)).orElseThrow();
  }

  private static void look(Webhooks webhooks) {
    result(webhooks.look().toCompletionStage());
  }

  private List<?> kept() {
    return result(objects.list("bucket", "webhooks/", "", 100)).objects();
  }

  private static String hmac(String secret, Told message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String signed = message.id() + "." + message.timestamp() + "." + message.body();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}

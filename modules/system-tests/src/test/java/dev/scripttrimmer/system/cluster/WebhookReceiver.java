package dev.scripttrimmer.system.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.scripttrimmer.testkit.SelfSigned;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who wants to know when jobs have ended, and answers when the test says so. */
final class WebhookReceiver implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 240;

  private final HttpsServer server;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  WebhookReceiver(SelfSigned certificate) throws IOException, GeneralSecurityException {
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/hook", this::receive);
    server.start();
  }

  /** A message that waits for its answer. */
  record Message(HttpExchange exchange, byte[] body) {
    String id() {
      return header("webhook-id");
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the holder of {@code secret} has signed it, as Standard Webhooks has it. */
    boolean isSignedWith(String secret) throws GeneralSecurityException {
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id() + "." + header("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8));
      String signature = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
      return signature.equals(header("webhook-signature"));
    }

    private String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    void accept() throws IOException {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    messages.add(new Message(exchange, exchange.getRequestBody().readAllBytes()));
  }

  String origin(String host) {
    return "https://" + host + ":" + server.getAddress().getPort();
  }

  /** Waits for the next message. */
  Message next() throws InterruptedException {
    Message message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("nobody was told within " + PATIENCE_SECONDS + " s");
    }
    return message;
  }

  /** Messages that nobody has waited for. */
  int left() {
    return messages.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

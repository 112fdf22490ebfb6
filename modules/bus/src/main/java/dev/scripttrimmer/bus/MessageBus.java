package dev.scripttrimmer.bus;

import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus with types. On the wire every message is a JSON object, because the bridge hands it
 * to JavaScript as it is.
 */
public final class MessageBus {
  private static final Logger LOG = LoggerFactory.getLogger(MessageBus.class);

  private final EventBus bus;

  public MessageBus(EventBus bus) {
    this.bus = bus;
  }

  /** Rings everybody who listens; nobody answers, and the message may be lost. */
  public <M> void publish(Address<M> address, M message) {
    bus.publish(address.name(), encode(message));
  }

  /**
   * Has {@code handler} hear what is published, cluster-wide, on the context that calls this.
   *
   * @return whose {@code completion()} succeeds once the whole cluster knows; a message that is no
   *     {@code M} is dropped with a warning
   */
  public <M> MessageConsumer<JsonObject> consume(Address<M> address, Handler<M> handler) {
    return bus.consumer(address.name(), message -> deliver(address, message, handler));
  }

  /** Tells one listener, if there is one; nobody answers, and the message may be lost. */
  public <M> void send(Address<M> address, M message) {
    bus.send(address.name(), encode(message));
  }

  /**
   * Asks one listener.
   *
   * @return fails when nobody listens, or nobody answers in time, or what comes is no {@code R}
   */
  public <M, R> Future<R> request(Address<M> address, M message, Class<R> reply, Duration limit) {
    return bus.<JsonObject>request(
            address.name(), encode(message), new DeliveryOptions().setSendTimeout(limit.toMillis()))
        .map(answer -> decode(reply, answer.body()));
  }

  /** Has {@code service} answer requests; otherwise as {@link #consume}. */
  public <M> MessageConsumer<JsonObject> serve(Address<M> address, Function<M, ?> service) {
    return bus.consumer(
        address.name(),
        message -> deliver(address, message, asked -> message.reply(encode(service.apply(asked)))));
  }

  private static <M> void deliver(
      Address<M> address, Message<JsonObject> message, Handler<M> handler) {
    M decoded;
    try {
      decoded = decode(address.type(), message.body());
    } catch (UncheckedIOException e) {
      LOG.warn("dropped a message that is none address={}", address.name());
      return;
    }
    handler.handle(decoded);
  }

  private static JsonObject encode(Object message) {
    return new JsonObject(Buffer.buffer(DomainJson.write(message)));
  }

  private static <M> M decode(Class<M> type, JsonObject body) {
    return DomainJson.read(body.toBuffer().getBytes(), type);
  }
}

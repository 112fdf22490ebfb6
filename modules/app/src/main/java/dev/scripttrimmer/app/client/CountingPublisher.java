package dev.scripttrimmer.app.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** A request body that tells how much of it has been taken. */
final class CountingPublisher implements BodyPublisher {
  private final BodyPublisher body;
  private final Consumer<Long> sent;

  /**
   * @param sent hears the total so far
   */
  CountingPublisher(BodyPublisher body, Consumer<Long> sent) {
    this.body = body;
    this.sent = sent;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(
        new Flow.Subscriber<>() {
          private long total;

          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer buffer) {
            total += buffer.remaining();
            subscriber.onNext(buffer);
            sent.accept(total);
          }

          @Override
          public void onError(Throwable failure) {
            subscriber.onError(failure);
          }

          @Override
          public void onComplete() {
            subscriber.onComplete();
          }
        });
  }
}

package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Collects an answer's body, and turns one away whose announced length is too much for memory. */
final class BoundedBody
    implements AsyncResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>> {
  private final long limit;
  private final AsyncResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>>
      collector = AsyncResponseTransformer.toBytes();
  private volatile CompletableFuture<ResponseBytes<GetObjectResponse>> result;
  private volatile boolean tooLarge;

  BoundedBody(long limit) {
    this.limit = limit;
  }

  @Override
  public CompletableFuture<ResponseBytes<GetObjectResponse>> prepare() {
    tooLarge = false;
    result = collector.prepare();
    return result;
  }

  @Override
  public void onResponse(GetObjectResponse response) {
    Long length = response.contentLength();
    tooLarge = length == null || length > limit;
    if (tooLarge) {
      result.completeExceptionally(
          new ObjectStoreException(
              Kind.INVALID, "the object is larger than " + limit + " bytes", null));
    } else {
      collector.onResponse(response);
    }
  }

  @Override
  public void onStream(SdkPublisher<ByteBuffer> body) {
    if (tooLarge) {
      body.subscribe(new Refusal());
    } else {
      collector.onStream(body);
    }
  }

  @Override
  public void exceptionOccurred(Throwable failure) {
    collector.exceptionOccurred(failure);
  }

  private static final class Refusal implements Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(ByteBuffer bytes) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}

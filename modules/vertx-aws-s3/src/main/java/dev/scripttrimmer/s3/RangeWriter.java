package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Writes one range of an object to its place in a file, over as many answers as it takes. One
 * answer at a time.
 */
final class RangeWriter implements AsyncResponseTransformer<GetObjectResponse, Void> {
  private final Executor files;
  private final FileChannel file;
  private final ContiguousPrefix prefix;
  private final int part;
  private volatile long written;
  private volatile CompletableFuture<Void> answer;

  RangeWriter(Executor files, FileChannel file, ContiguousPrefix prefix, int part) {
    this.files = files;
    this.file = file;
    this.prefix = prefix;
    this.part = part;
  }

  /** The first byte of the object that is still missing. */
  long position() {
    return prefix.start(part) + written;
  }

  /** The byte after the range's last. */
  long end() {
    return prefix.start(part) + prefix.length(part);
  }

  @Override
  public CompletableFuture<Void> prepare() {
    answer = new CompletableFuture<>();
    return answer;
  }

  @Override
  public void onResponse(GetObjectResponse response) {
    long wanted = end() - position();
    String range = response.contentRange();
    boolean placed = range == null || range.startsWith("bytes " + position() + "-");
    if (!placed || response.contentLength() == null || response.contentLength() != wanted) {
      answer.completeExceptionally(
          new ObjectStoreException(
              Kind.CORRUPT, "the store answered another range than was asked for", null));
    }
  }

  @Override
  public void onStream(SdkPublisher<ByteBuffer> body) {
    body.subscribe(new Body(answer));
  }

  @Override
  public void exceptionOccurred(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  private void write(ByteBuffer bytes) {
    if (bytes.remaining() > end() - position()) {
      throw new ObjectStoreException(Kind.CORRUPT, "the store sent more than it announced", null);
    }
    try {
      long position = position();
      while (bytes.hasRemaining()) {
        position += file.write(bytes, position);
      }
      written = position - prefix.start(part);
    } catch (IOException e) {
      throw new ObjectStoreException(Kind.INVALID, "the local file cannot be written", e);
    }
    prefix.advance(part, written);
  }

  /** Hands each piece to a file thread and asks for the next one when it is written. */
  private final class Body implements Subscriber<ByteBuffer> {
    private final CompletableFuture<Void> done;
    private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);
    private Subscription subscription;

    Body(CompletableFuture<Void> done) {
      this.done = done;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
      // Whoever gives the answer up also stops its body.
      done.whenComplete((value, failure) -> subscription.cancel());
      subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      lastWrite =
          lastWrite
              .thenRunAsync(() -> write(bytes), files)
              .whenComplete(
                  (value, failure) -> {
                    if (failure == null) {
                      subscription.request(1);
                    } else {
                      done.completeExceptionally(failure);
                    }
                  });
    }

    @Override
    public void onError(Throwable failure) {
      // What has arrived still counts: the next try goes on after it.
      lastWrite.whenComplete((value, ignored) -> done.completeExceptionally(failure));
    }

    @Override
    public void onComplete() {
      lastWrite.whenComplete(
          (value, failure) -> {
            if (position() == end()) {
              done.complete(null);
            } else {
              done.completeExceptionally(new IOException("the answer's body is cut short"));
            }
          });
    }
  }
}

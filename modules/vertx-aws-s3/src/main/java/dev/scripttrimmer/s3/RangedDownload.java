package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.TransferListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Downloads one object: parallel ranges of one version into one file. The first range and the last
 * two come first, then the others in order: many a video's index lies at its end. A range that
 * breaks off goes on where it was; only one that stands still for several tries gives the download
 * up.
 */
final class RangedDownload {
  private static final int TRIES_WITHOUT_PROGRESS = 4;
  private static final long PAUSE_MILLIS = 200;
  private static final int LAST_RANGES = 2;

  private final S3Connection connection;
  private final S3Requests requests;
  private final ObjectLocation location;
  private final Path target;
  private final TransferListener listener;
  private final Cancellation cancellation;
  private final Transfer<ObjectStat> transfer;
  private final AtomicInteger nextRange = new AtomicInteger();
  private final AtomicInteger openRanges = new AtomicInteger();

  private volatile FileChannel file;
  private HeadObjectResponse head;
  private ContiguousPrefix prefix;

  RangedDownload(
      S3Connection connection,
      ObjectLocation location,
      Path target,
      TransferListener listener,
      Cancellation cancellation) {
    this.connection = connection;
    this.requests = new S3Requests(connection);
    this.location = location;
    this.target = target;
    this.listener = listener;
    this.cancellation = cancellation;
    this.transfer = new Transfer<>(connection, "download", this::closeFile);
  }

  CompletableFuture<ObjectStat> start() {
    transfer.heed(cancellation);
    transfer.await(
        () ->
            connection
                .retrying()
                .headObject(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .checksumMode(ChecksumMode.ENABLED)
                            .overrideConfiguration(requests.small())),
        found -> transfer.onFileThread(() -> begin(found)),
        transfer::fail);
    return transfer.result();
  }

  private void begin(HeadObjectResponse found) throws IOException {
    head = found;
    prefix =
        new ContiguousPrefix(
            found.contentLength(), connection.config().transfers().partSize(), listener);
    file =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (transfer.isOver()) {
      file.close();
      return;
    }
    openRanges.set(prefix.parts());
    if (prefix.parts() == 0) {
      listener.transferred(0, 0);
      verify();
    }
    int lanes = Math.min(prefix.parts(), connection.config().transfers().parallelism());
    for (int lane = 0; lane < lanes; lane++) {
      fetchNext();
    }
  }

  private void fetchNext() {
    int turn = nextRange.getAndIncrement();
    if (turn < prefix.parts()) {
      fetch(new RangeWriter(connection.files(), file, prefix, partOf(turn)), 1);
    }
  }

  /** The first part, the last ones backwards, then the rest. */
  private int partOf(int turn) {
    int early = Math.min(LAST_RANGES, prefix.parts() - 1);
    if (turn == 0) {
      return 0;
    }
    return turn <= early ? prefix.parts() - turn : turn - early;
  }

  private void fetch(RangeWriter range, int attempt) {
    long before = range.position();
    transfer.await(
        () ->
            connection
                .once()
                .getObject(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .ifMatch(head.eTag())
                            .range("bytes=" + before + "-" + (range.end() - 1)),
                    range),
        written -> finished(),
        failure -> resume(range, range.position() > before ? 1 : attempt + 1, failure));
  }

  private void finished() {
    if (openRanges.decrementAndGet() == 0) {
      transfer.onFileThread(this::verify);
    } else {
      fetchNext();
    }
  }

  private void resume(RangeWriter range, int attempt, Throwable failure) {
    RuntimeException explained = S3Errors.explain("GetObject", failure);
    Kind kind = explained instanceof ObjectStoreException known ? known.kind() : Kind.INVALID;
    if (kind == Kind.PRECONDITION_FAILED) {
      transfer.fail(
          new ObjectStoreException(Kind.CORRUPT, "the object changed while it was read", failure));
    } else if (kind != Kind.UNAVAILABLE || attempt > TRIES_WITHOUT_PROGRESS) {
      transfer.fail(explained);
    } else {
      transfer.await(
          () -> S3Requests.pause(PAUSE_MILLIS << attempt),
          paused -> fetch(range, attempt),
          transfer::fail);
    }
  }

  private void verify() throws IOException {
    Optional<PromisedDigest> promise = PromisedDigest.of(head);
    if (promise.isPresent() && !promise.get().isKeptBy(file, transfer::isOver)) {
      throw new ObjectStoreException(
          Kind.CORRUPT, "the object's content differs from its checksum", null);
    }
    transfer.succeed(S3ObjectStore.stat(location, head));
  }

  private CompletionStage<?> closeFile() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    return CompletableFuture.completedFuture(null);
  }
}

package dev.scripttrimmer.s3;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.TransferListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyEndTest {
  private static final int PART = 5 << 20;
  private static final int SIZE = 5 * PART - 3;

  @TempDir Path folder;

  /** An end that was told of, and how much of the beginning was there then. */
  private record End(long from, long ready, boolean readable) {}

  @Test
  void theLastRangesComeRightAfterTheFirst() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(3).nextBytes(content);
    Path source = Files.write(folder.resolve("source"), content);
    Path target = folder.resolve("target");
    List<End> ends = new ArrayList<>();
    TransferListener listener =
        new TransferListener() {
          private long ready;

          @Override
          public void transferred(long now, long total) {
            ready = now;
          }

          @Override
          public void endTransferred(long from, long total) {
            ends.add(new End(from, ready, holds(target, content, from)));
          }
        };
    ObjectLocation video = new ObjectLocation(S3OnAFolder.BUCKET, "video");
    try (S3OnAFolder s3 = S3OnAFolder.start(folder.resolve("s3"));
        S3ObjectStore store =
            new S3ObjectStore(
                new S3Connection(
                    s3.config().with(new S3Config.Transfers(PART, 1, 32)), RequestListener.NONE))) {
      result(store.upload(source, video, "video/mp4", TransferListener.NONE, new Cancellation()));

      result(store.download(video, target, listener, new Cancellation()));
    }

    assertThat(ends)
        .containsExactly(
            new End(4L * PART, PART, true), new End(3L * PART, PART, true), new End(0, SIZE, true));
    assertThat(target).hasBinaryContent(content);
  }

  private static boolean holds(Path target, byte[] content, long from) {
    ByteBuffer end = ByteBuffer.allocate(SIZE - (int) from);
    try (FileChannel file = FileChannel.open(target)) {
      int read = file.read(end, from);
      return read == end.limit()
          && ByteBuffer.wrap(content, (int) from, end.limit()).equals(end.flip());
    } catch (IOException e) {
      return false;
    }
  }
}

package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a stream, but does not wait for ever: the HTTP client's own time limits end with the
 * headers, and a connection whose other end is gone says nothing.
 */
final class PatientReader implements AutoCloseable {
  private final InputStream in;
  private final Duration patience;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "model-download");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param patience how long one read may bring nothing
   */
  PatientReader(InputStream in, Duration patience) {
    this.in = in;
    this.patience = patience;
  }

  /**
   * As {@link InputStream#read(byte[])}.
   *
   * @throws IOException also when nothing comes in time; read no more then
   */
  int read(byte[] buffer) throws IOException {
    Future<Integer> count = reader.submit(() -> in.read(buffer));
    try {
      return count.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("nothing came for " + patience.toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IOException("the connection broke: " + e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    reader.shutdownNow();
    in.close();
  }
}

package dev.scripttrimmer.system.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection through a {@link FaultProxy}: a thread for each direction. HTTP/1.1 without
 * pipelining: what comes after a reply begins a request, and the other way round.
 */
final class ProxiedConnection implements Closeable {
  private static final byte[] UNAVAILABLE =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PUT = "PUT ".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK = 1 << 16;
  private static final int REFUSED_OF = 3;
  private static final int TRUNCATED_OF = 5;
  private static final long DELAY_MILLIS = 200;

  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static final AtomicInteger REPLIES = new AtomicInteger();

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket store;
  private volatile boolean requestIsNew = true;
  private volatile boolean replyIsNew;
  private volatile boolean writing;

  ProxiedConnection(FaultProxy proxy, Socket client, Socket store) {
    this.proxy = proxy;
    this.client = client;
    this.store = store;
  }

  void connect(InetSocketAddress address) throws IOException {
    store.connect(address);
  }

  void toStore() {
    byte[] block = new byte[BLOCK];
    try (this) {
      InputStream in = client.getInputStream();
      OutputStream out = store.getOutputStream();
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        boolean begins = requestIsNew;
        switch (proxy.mode()) {
          case REFUSE -> {
            refuse();
            return;
          }
          case SLOW_DOWN -> {
            if (begins && REQUESTS.incrementAndGet() % REFUSED_OF == 0) {
              refuse();
              return;
            }
          }
          case RESET -> {
            client.setSoLinger(true, 0);
            return;
          }
          case STALL -> {
            // Taken, and never answered.
            continue;
          }
          case PASS, TRUNCATE, DELAY -> {
            // These are done to replies, or not at all.
          }
        }
        if (proxy.isTrapped(block, read)) {
          continue;
        }
        requestIsNew = false;
        replyIsNew = true;
        writing |= begins && Bytes.startsWith(block, read, PUT);
        out.write(block, 0, read);
      }
    } catch (IOException e) {
      // One side is gone.
    }
  }

  private void refuse() throws IOException {
    proxy.harm();
    client.getOutputStream().write(UNAVAILABLE);
    client.shutdownOutput();
  }

  void toClient() {
    byte[] block = new byte[BLOCK];
    try (this) {
      InputStream in = store.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        boolean begins = replyIsNew;
        replyIsNew = false;
        if (writing && proxy.loseReply()) {
          return;
        }
        writing = false;
        if (begins && proxy.mode() == FaultProxy.Mode.TRUNCATE) {
          if (REPLIES.incrementAndGet() % TRUNCATED_OF == 0) {
            proxy.harm();
            out.write(block, 0, read / 2);
            return;
          }
        } else if (begins && proxy.mode() == FaultProxy.Mode.DELAY) {
          proxy.harm();
          TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
        }
        requestIsNew = true;
        out.write(block, 0, read);
      }
    } catch (IOException e) {
      // One side is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    proxy.closed(this);
    try (client;
        store) {
      // Both are closed on the way out.
    } catch (IOException e) {
      // Closed is closed.
    }
  }
}

package dev.scripttrimmer.system.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of the object store and does to its connections what networks do. */
final class FaultProxy implements Closeable {
  private static final byte[] UNAVAILABLE =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PUT = "PUT ".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK = 1 << 16;

  /** What happens to requests. */
  enum Mode {
    PASS,
    /** Answered with 503. */
    REFUSE,
    /** Connections are cut as soon as something is sent. */
    RESET,
    /** Nothing is answered. */
    STALL
  }

  private final ServerSocket server;
  private final InetSocketAddress store;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger repliesToLose = new AtomicInteger();
  private volatile Mode mode = Mode.PASS;

  FaultProxy(URI store) throws IOException {
    this.store = new InetSocketAddress(store.getHost(), store.getPort());
    this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Requests on open connections meet the same fate from now on. */
  void set(Mode mode) {
    this.mode = mode;
    // Whoever was kept waiting has to ask again.
    connections.forEach(Connection::close);
  }

  /** The store does what the next so many writes say, and nobody hears of it. */
  void loseRepliesToPuts(int count) {
    repliesToLose.set(count);
  }

  /** How many of these are still to come. */
  int repliesYetToLose() {
    return repliesToLose.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Connection connection = new Connection(server.accept(), new Socket());
        connections.add(connection);
        connection.store.connect(store);
        start(connection::toStore);
        start(connection::toClient);
      } catch (IOException e) {
        // The store is down, or the test is over.
      }
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(Connection::close);
  }

  private final class Connection implements Closeable {
    private final Socket client;
    private final Socket store;
    private volatile boolean writing;

    Connection(Socket client, Socket store) {
      this.client = client;
      this.store = store;
    }

    void toStore() {
      byte[] block = new byte[BLOCK];
      try (this) {
        InputStream in = client.getInputStream();
        OutputStream out = store.getOutputStream();
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
          switch (mode) {
            case PASS -> {
              writing |= startsWithPut(block, read);
              out.write(block, 0, read);
            }
            case REFUSE -> {
              client.getOutputStream().write(UNAVAILABLE);
              client.shutdownOutput();
              return;
            }
            case RESET -> {
              client.setSoLinger(true, 0);
              return;
            }
            case STALL -> {
              // Taken, and never answered.
            }
          }
        }
      } catch (IOException e) {
        // One side is gone.
      }
    }

    void toClient() {
      byte[] block = new byte[BLOCK];
      try (this) {
        InputStream in = store.getInputStream();
        OutputStream out = client.getOutputStream();
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
          if (writing && repliesToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return;
          }
          writing = false;
          out.write(block, 0, read);
        }
      } catch (IOException e) {
        // One side is gone.
      }
    }

    private static boolean startsWithPut(byte[] block, int length) {
      for (int i = 0; i < PUT.length; i++) {
        if (i >= length || block[i] != PUT[i]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void close() {
      connections.remove(this);
      try (client;
          store) {
        // Both are closed on the way out.
      } catch (IOException e) {
        // Closed is closed.
      }
    }
  }
}

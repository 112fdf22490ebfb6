package dev.scripttrimmer.system.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of the object store and does to its connections what networks do. */
final class FaultProxy implements Closeable {
  /** What happens to requests. */
  enum Mode {
    PASS,
    /** Answered with 503. */
    REFUSE,
    /** Connections are cut as soon as something is sent. */
    RESET,
    /** Nothing is answered. */
    STALL,
    /** Every third request is answered with 503, as by a store that is asked too much. */
    SLOW_DOWN,
    /** Every fifth reply breaks off in the middle. */
    TRUNCATE,
    /** Each reply comes late. */
    DELAY
  }

  private final ServerSocket server;
  private final InetSocketAddress store;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger repliesToLose = new AtomicInteger();
  private final AtomicInteger harmed = new AtomicInteger();
  private volatile Mode mode = Mode.PASS;
  private volatile Trap trap;

  /** Requests in which a text occurs, which are kept from the store. */
  private record Trap(byte[] text, CountDownLatch sprung) {}

  /**
   * @param address to listen on
   */
  FaultProxy(URI store, InetAddress address) throws IOException {
    this.store = new InetSocketAddress(store.getHost(), store.getPort());
    this.server = new ServerSocket(0, 128, address);
    start(this::accept);
  }

  URI endpoint() {
    return URI.create(
        "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
  }

  /** Requests on open connections meet the same fate from now on. */
  void set(Mode mode) {
    this.mode = mode;
    harmed.set(0);
    // Whoever was kept waiting has to ask again.
    connections.forEach(ProxiedConnection::close);
  }

  Mode mode() {
    return mode;
  }

  /** Requests and replies that the present mode has done something to. */
  int harmed() {
    return harmed.get();
  }

  /** One more request or reply is harmed by the present mode. */
  void harm() {
    harmed.incrementAndGet();
  }

  /** The store does what the next so many writes say, and nobody hears of it. */
  void loseRepliesToPuts(int count) {
    repliesToLose.set(count);
  }

  /** How many of these are still to come. */
  int repliesYetToLose() {
    return repliesToLose.get();
  }

  /** Whether a reply to a write is to be lost; it then is. */
  boolean loseReply() {
    return repliesToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  /** From now on, requests with this in them stay unanswered and do not reach the store. */
  void trap(String text) {
    trap = new Trap(text.getBytes(StandardCharsets.US_ASCII), new CountDownLatch(1));
  }

  /**
   * Waits for a request that the trap is for.
   *
   * @throws AssertionError when none comes in time
   */
  void awaitTrapped(Duration limit) {
    try {
      if (!trap.sprung().await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("nobody asked for what was waited for");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void removeTrap() {
    trap = null;
  }

  /** Whether this part of a request is one that the trap is for. */
  boolean isTrapped(byte[] block, int length) {
    Trap set = trap;
    boolean caught = set != null && Bytes.contains(block, length, set.text());
    if (caught) {
      set.sprung().countDown();
    }
    return caught;
  }

  void closed(ProxiedConnection connection) {
    connections.remove(connection);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        ProxiedConnection connection = new ProxiedConnection(this, server.accept(), new Socket());
        connections.add(connection);
        connection.connect(store);
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
    connections.forEach(ProxiedConnection::close);
  }
}

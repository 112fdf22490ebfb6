package dev.scripttrimmer.benchmarks.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** Stands before a server on this machine and counts the bytes that it answers with. */
final class CountingProxy implements AutoCloseable {
  private static final int BLOCK = 64 << 10;

  private final ServerSocket listening;
  private final URI server;
  private final LongAdder answered = new LongAdder();
  private final ExecutorService pipes =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "proxy");
            thread.setDaemon(true);
            return thread;
          });

  private CountingProxy(ServerSocket listening, URI server) {
    this.listening = listening;
    this.server = server;
  }

  static CountingProxy before(URI server) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    CountingProxy proxy = new CountingProxy(listening, server);
    proxy.pipes.submit(proxy::accept);
    return proxy;
  }

  /** Where the same server is reached, and counted. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Bytes of answers so far, heads included. */
  long answered() {
    return answered.sum();
  }

  private Void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket upstream = new Socket(server.getHost(), server.getPort());
      pipes.submit(() -> pipe(client, upstream, new LongAdder()));
      pipes.submit(() -> pipe(upstream, client, answered));
    }
  }

  /** When either side has had enough, both have. */
  private static Void pipe(Socket from, Socket to, LongAdder count) throws IOException {
    byte[] block = new byte[BLOCK];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        out.write(block, 0, n);
        count.add(n);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    pipes.shutdownNow();
  }
}

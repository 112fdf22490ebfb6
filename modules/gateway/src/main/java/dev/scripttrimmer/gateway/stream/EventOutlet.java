package dev.scripttrimmer.gateway.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Where a stream's bytes go after its head. Belongs to the connection's event loop.
 *
 * <p>A fan-out spends most of its time in here. On HTTP/1.1 it therefore passes by what the web
 * server does for each write of each connection, encoding the chunk, copying it out of the heap,
 * promising its end, and hands the socket the one chunk that all connections share.
 */
abstract class EventOutlet {
  final HttpServerResponse response;

  private EventOutlet(HttpServerResponse response) {
    this.response = response;
  }

  /**
   * To be made right before the head is written.
   *
   * @param onDrain runs when an outlet that was full is not any more
   */
  static EventOutlet of(HttpServerRequest request, int queueBytes, Runnable onDrain) {
    HttpServerResponse response = request.response();
    response.setWriteQueueMaxSize(queueBytes);
    // What a former response left unsent is in the web server's queue, and must not be overtaken.
    if (request.version() == HttpVersion.HTTP_1_1
        && request.connection() instanceof HttpServerConnection connection
        && connection.channelHandlerContext().executor().inEventLoop()
        && connection.channelHandlerContext().channel().isWritable()) {
      return new ToChannel(
          response, connection.channelHandlerContext().channel(), request.isSSL(), onDrain);
    }
    return new ToResponse(response, onDrain);
  }

  /** Whether no more should be written for now. */
  abstract boolean isFull();

  /** Sends what is shared. */
  abstract void write(Frames frames);

  /** Sends what is this stream's own; not while it is full. */
  final void write(Buffer bytes) {
    response.write(bytes);
  }

  /** Nothing is written any more. */
  void close() {}

  private static final class ToResponse extends EventOutlet {
    ToResponse(HttpServerResponse response, Runnable onDrain) {
      super(response);
      response.drainHandler(drained -> onDrain.run());
    }

    @Override
    boolean isFull() {
      return response.writeQueueFull();
    }

    @Override
    void write(Frames frames) {
      response.write(frames.bytes());
    }
  }

  private static final class ToChannel extends EventOutlet {
    private final Channel channel;
    private final Gate gate;
    private final ChannelHandlerContext beforeEncoder;

    ToChannel(HttpServerResponse response, Channel channel, boolean tls, Runnable onDrain) {
      super(response);
      this.channel = channel;
      this.gate = new Gate(onDrain);
      ChannelPipeline pipeline = channel.pipeline();
      if (tls) {
        pipeline.addAfter(pipeline.context(SslHandler.class).name(), null, gate);
        this.beforeEncoder = pipeline.context(gate);
      } else {
        pipeline.addFirst(gate);
        this.beforeEncoder = pipeline.firstContext();
      }
    }

    @Override
    boolean isFull() {
      return !channel.isWritable();
    }

    @Override
    void write(Frames frames) {
      beforeEncoder.writeAndFlush(frames.chunk().retainedDuplicate(), channel.voidPromise());
    }

    @Override
    void close() {
      // The connection may carry another request after this, unless it is gone.
      if (channel.isActive() && !beforeEncoder.isRemoved()) {
        channel.pipeline().remove(gate);
      }
    }
  }

  /** Tells when the socket takes more. */
  private static final class Gate extends ChannelInboundHandlerAdapter {
    private final Runnable onDrain;

    Gate(Runnable onDrain) {
      this.onDrain = onDrain;
    }

    /** Spares each connection a search for an annotation. */
    @Override
    public boolean isSharable() {
      return false;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      context.fireChannelWritabilityChanged();
      if (context.channel().isWritable()) {
        // Later: the socket's queue is in the middle of being emptied.
        context.executor().execute(onDrain);
      }
    }
  }
}

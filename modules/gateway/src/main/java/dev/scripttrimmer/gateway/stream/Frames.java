package dev.scripttrimmer.gateway.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Events that are written together, as they go over the wire: put together once, its bytes shared
 * by everybody who is sent them. Belongs to one event loop.
 *
 * @see EventOutlet
 */
final class Frames {
  private static final byte[] CRLF = {'\r', '\n'};

  private final Buffer bytes;
  private final int events;
  private final long lastId;
  private ByteBuf chunk;

  private Frames(Buffer bytes, int events, long lastId) {
    this.bytes = bytes;
    this.events = events;
    this.lastId = lastId;
  }

  static Frames of(EncodedEvent event) {
    return new Frames(event.frame(), 1, event.id());
  }

  /**
   * @param events one or more
   */
  static Frames of(List<EncodedEvent> events) {
    Buffer all = Buffer.buffer(events.stream().mapToInt(event -> event.frame().length()).sum());
    events.forEach(event -> all.appendBuffer(event.frame()));
    return new Frames(all, events.size(), events.get(events.size() - 1).id());
  }

  /** Not to be changed. */
  Buffer bytes() {
    return bytes;
  }

  /** How many events these are. */
  int events() {
    return events;
  }

  /** The position after them. */
  long lastId() {
    return lastId;
  }

  /**
   * The bytes as a chunk of HTTP/1.1's chunked coding (RFC 9112, section 7.1), outside of the heap,
   * from where the socket takes them as they are.
   *
   * @return to be retained by whoever keeps it for longer than the call
   */
  ByteBuf chunk() {
    if (chunk == null) {
      byte[] size = Integer.toHexString(bytes.length()).getBytes(StandardCharsets.US_ASCII);
      chunk =
          PooledByteBufAllocator.DEFAULT
              .directBuffer(size.length + bytes.length() + 2 * CRLF.length)
              .writeBytes(size)
              .writeBytes(CRLF)
              .writeBytes(bytes.getBytes())
              .writeBytes(CRLF);
    }
    return chunk;
  }

  /** Nobody is sent these any more; what is on its way stays. */
  void release() {
    if (chunk != null) {
      chunk.release();
      chunk = null;
    }
  }
}

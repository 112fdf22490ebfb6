package dev.scripttrimmer.embeddeds3;

import java.lang.reflect.Field;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.server.handler.EagerContentHandler;
import org.gaul.shaded.org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;

/**
 * Has a server read a small body before it looks at the request. It would else answer a condition
 * that does not hold from the headers alone, and hang up when the body, often a packet of its own,
 * is not there yet: the client's next request on that connection would be lost with it.
 */
final class EagerBodies {
  private EagerBodies() {}

  /**
   * Prepares a server that has not started.
   *
   * @throws IllegalStateException when the library has changed within
   */
  static void readBy(S3Proxy proxy) {
    try {
      // The library's builder offers no way to its own server.
      Field server = S3Proxy.class.getDeclaredField("server");
      server.setAccessible(true);
      ((Server) server.get(proxy))
          .insertHandler(new EagerContentHandler(new RetainedContentLoaderFactory()));
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException("S3Proxy has no Jetty server any more", e);
    }
  }
}

package dev.scripttrimmer.system.cluster;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** Where the nodes of a cluster run, and where they find its store. */
interface Site extends AutoCloseable {
  /** All in one network, on one clock. */
  Site PLAIN =
      new Site() {
        @Override
        public InetAddress storeAddress() {
          return InetAddress.getLoopbackAddress();
        }

        @Override
        public Place place(String node) {
          return Place.PLAIN;
        }

        @Override
        public void close() {
          // Nothing was made.
        }
      };

  /** Where the object store listens for the nodes. */
  InetAddress storeAddress();

  /** Makes a place for one more node. */
  Place place(String node);

  @Override
  void close();

  /**
   * What is special about one node.
   *
   * @param launcher a command that runs the command that follows it
   * @param environment variables of its process
   * @param settings of its configuration
   */
  record Place(
      List<String> launcher, Map<String, String> environment, Map<String, String> settings) {
    static final Place PLAIN = new Place(List.of(), Map.of(), Map.of());
  }
}

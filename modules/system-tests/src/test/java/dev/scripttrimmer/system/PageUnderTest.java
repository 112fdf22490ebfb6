package dev.scripttrimmer.system;

import dev.scripttrimmer.domain.QueueKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node and a browser that looks at its page. All classes of tests share them, because they take
 * long to start, and the lecture, because it takes long to process.
 */
final class PageUnderTest implements AutoCloseable {
  private final Path folder;
  private final ServingNode node;
  private final Browser browser;
  private String lecture;

  PageUnderTest() {
    try {
      folder = Files.createTempDirectory("page");
      node = ServingNode.start(Files.createDirectory(folder.resolve("node")));
      try {
        browser = Browser.open(folder.resolve("profile"), node.service());
      } catch (RuntimeException e) {
        node.close();
        throw e;
      }
    } catch (Exception e) {
      throw new IllegalStateException("there is no page to test", e);
    }
  }

  Browser browser() {
    return browser;
  }

  ServiceClient client() {
    return new ServiceClient(node.service());
  }

  /** A folder for files that a test makes; they go with the page. */
  Path folder() {
    return folder;
  }

  /** The view of a lecture that is processed; tests may have it cut anew, but not take it away. */
  String lecture() throws Exception {
    if (lecture == null) {
      String video = client().upload(Repository.sampleLecture(), "lecture.mp4");
      client().process(video);
      List<Viewer.Event> story = Viewer.of(node.service(), video, Optional.empty()).story();
      if (!story.get(story.size() - 1).status().equals("completed")) {
        throw new IllegalStateException("the lecture was not processed: " + story);
      }
      lectureIs(video);
    }
    return lecture;
  }

  /** Says that a lecture was processed already. */
  void lectureIs(String video) {
    lecture = "#/jobs/" + QueueKey.of(video);
  }

  @Override
  public void close() throws Exception {
    try {
      browser.close();
    } finally {
      node.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

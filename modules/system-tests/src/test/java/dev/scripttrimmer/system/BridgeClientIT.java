package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.JavascriptExecutor;

/**
 * Clients in JavaScript follow one job side by side, from before it begins to its end: the
 * documentation's snippet with the bridge's own client, in Node.js and in a browser, and the
 * service's module with headers of its own, which has it use {@code fetch}.
 */
@ExtendWith(SharedPage.class)
class BridgeClientIT {
  private static final Path CLIENT =
      Repository.root().resolve("modules/system-tests/bridge-client");
  private static final Pattern SNIPPET = Pattern.compile("```js\n(.*?)```", Pattern.DOTALL);
  private static final String IMPORT =
      "import EventBus from \"@vertx/eventbus-bridge-client.js\";\n";

  @Test
  void allSeeTheStoryThatTheStreamTells(PageUnderTest page) throws Exception {
    String video = page.client().upload(Repository.sampleLecture(), "bridge.mp4");
    String key = QueueKey.of(video).value();
    Viewer viewer = Viewer.of(page.client().service(), video, Optional.empty());
    Process node = followInNode(page, key);
    try {
      followInBrowser(page, video, key);

      assertThat(page.client().process(video).status()).isEqualTo(202);

      List<Viewer.Event> story = viewer.story();
      assertThat(story.get(story.size() - 1).status()).isEqualTo("completed");
      assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertFollowed(lines(page.folder().resolve("node.out")), story);
      page.browser().untilTrue("bridged.length > 0 && !!JSON.parse(bridged.at(-1)).result");
      assertFollowed(strings(page, "bridged"), story);
      page.browser().untilTrue("streamEnded");
      assertThat(strings(page, "streamed")).isEqualTo(ids(story));
      assertThat(page.browser().evaluate("sentHeaders")).isEqualTo(true);
    } finally {
      node.destroyForcibly();
    }
  }

  private static Process followInNode(PageUnderTest page, String key) throws IOException {
    assertThat(CLIENT.resolve("node_modules")).as("what ./test has npm install").isDirectory();
    Path target = Files.createDirectories(CLIENT.resolve("target"));
    Files.writeString(target.resolve("follow-job.mjs"), snippet());
    return new ProcessBuilder("node", "watch.mjs", page.client().service().toString(), key)
        .directory(CLIENT.toFile())
        .redirectOutput(page.folder().resolve("node.out").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void followInBrowser(PageUnderTest page, String video, String key)
      throws IOException {
    page.browser().load("");
    JavascriptExecutor scripts = (JavascriptExecutor) page.browser().driver();
    scripts.executeScript(module("sockjs-client/dist/sockjs.min.js"));
    scripts.executeScript(module("@vertx/eventbus-bridge-client.js/vertx-eventbus.js"));
    scripts.executeScript(
        snippet().replace(IMPORT, "").replace("export function", "window.followJob = function"));
    scripts.executeScript(
        """
        window.bridged = [];
        followJob(location.origin, arguments[0], (update) => bridged.push(JSON.stringify(update)));
        """,
        key);
    scripts.executeScript(
        """
        window.streamed = [];
        window.streamEnded = false;
        window.sentHeaders = false;
        import("/progress-client.js").then(({ followProgress, progressUrl }) =>
          followProgress(progressUrl(arguments[0]), {
            headers: () => {
              sentHeaders = true;
              return { "X-Viewer": "a test" };
            },
            onUpdate: (update, id) => streamed.push(id),
            onState: (state) => (streamEnded ||= state === "ended"),
          }),
        );
        """,
        video);
  }

  /**
   * What was shown is the story, each update once and in order. What came before a follower was
   * heard of on the bus, its snapshot may have stood for.
   */
  private static void assertFollowed(List<String> shown, List<Viewer.Event> story) {
    List<String> ids =
        shown.stream()
            .map(BridgeClientIT::json)
            .map(update -> update.has("id") ? update.get("id") : update.get("last_event_id"))
            .map(JsonNode::asText)
            .toList();
    List<String> told = ids(story);
    assertThat(told).containsSubsequence(ids);
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(told.size() / 2);
    assertThat(json(shown.get(shown.size() - 1)).get("status").textValue()).isEqualTo("completed");
  }

  private static List<String> ids(List<Viewer.Event> story) {
    return story.stream().filter(Viewer.Event::isUpdate).map(Viewer.Event::id).toList();
  }

  private static String snippet() throws IOException {
    Matcher found =
        SNIPPET.matcher(Files.readString(Repository.root().resolve("docs/event-bus.md")));
    assertThat(found.find()).isTrue();
    assertThat(found.group(1)).startsWith(IMPORT);
    return found.group(1);
  }

  private static String module(String path) throws IOException {
    return Files.readString(CLIENT.resolve("node_modules").resolve(path));
  }

  private static List<String> strings(PageUnderTest page, String array) {
    return ((List<?>) page.browser().evaluate(array)).stream().map(String.class::cast).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String line) {
    return DomainJson.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}

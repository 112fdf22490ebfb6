package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The web page in a real browser, on a real node: what people see, from the file to the clip. */
@ExtendWith(SharedPage.class)
class PageIT {
  private static final List<String> MILESTONES =
      Arrays.stream(Milestone.values()).map(Milestone::message).toList();
  private static final String SPOKEN =
      """
      ((video) => !video.seeking && [...video.textTracks[0].activeCues ?? []].some((cue) =>
        cue.startTime <= video.currentTime && video.currentTime < cue.endTime))
        (document.getElementById('player-video'))""";

  /** What is looked at for everybody's use: with any eyes, on any screen. */
  private enum View {
    HOME("recent"),
    RESULT("result"),
    LIBRARY("job-row"),
    CLUSTER("node");

    private final String part;

    View(String part) {
      this.part = part;
    }

    String address() {
      return switch (this) {
        case HOME -> "#/";
        case RESULT -> jobAddress;
        default -> "#/" + id();
      };
    }

    String id() {
      return name().toLowerCase();
    }
  }

  private static final By TIGHTENED = By.cssSelector("[data-testid='tightened'] a");

  private static Browser browser;
  private static Path folder;
  private static String jobAddress;
  private static List<String> eventsAfterReload;
  private static List<String> eventsInSecondTab;

  /** One job, watched to its end by a tab that is loaded anew in its middle, and by a late one. */
  @BeforeAll
  static void watchOneJobInTwoTabs(PageUnderTest shared) throws Exception {
    browser = shared.browser();
    folder = shared.folder();
    ServiceClient client = shared.client();
    String video = client.upload(Repository.sampleLecture(), "lecture.mp4");
    assertThat(client.process(video).status()).isEqualTo(202);
    jobAddress = "#/jobs/" + QueueKey.of(video);

    browser.load(jobAddress);
    browser.awaitAny(milestone(Milestone.CHUNKING, "done"));
    browser.driver().navigate().refresh();
    browser.await("progress");
    String first = browser.tab();
    browser.openTab(jobAddress);
    browser.await("result");
    eventsInSecondTab = browser.events();
    browser.until(
        "the tab in the background says in its title that the job is done",
        page ->
            browser.titles().stream().filter(title -> title.startsWith("✓ lecture")).count() == 2);
    browser.driver().close();
    browser.lookAt(first);
    browser.await("result");
    eventsAfterReload = browser.events();
    assertThat(browser.errors()).isEmpty();
    shared.lectureIs(video);
  }

  @Test
  void aReloadLosesNoMilestone() {
    assertThat(milestones(eventsAfterReload)).isEqualTo(MILESTONES);
  }

  @Test
  void aSecondTabSeesEveryMilestone() {
    assertThat(milestones(eventsInSecondTab)).isEqualTo(MILESTONES);
  }

  @Test
  void aDroppedFileBecomesClipsThatPlay() throws Exception {
    browser.load("");
    dismissNotice();
    browser.drag(Repository.sampleLecture());
    browser.awaitAny(By.cssSelector("[data-testid='drop-zone'].is-over"));
    Usability.look(browser, "home-drop");
    browser.drop(Repository.sampleLecture());
    browser.awaitAny(By.cssSelector("[data-testid='upload-item'][data-state='uploaded']"));
    browser.await("tighten").click();
    browser.await("process-button").click();

    browser.untilTrue("/^#\\/jobs\\/[0-9a-f]{32}$/.test(location.hash)");
    browser.await("progress");
    browser.awaitAny(By.cssSelector("[data-testid='live-transcript'] .live-words li"));
    assertThat(browser.await("job-percent").getText()).matches("[1-9]\\d? %");
    Usability.check(browser, "progress");
    browser.await("result");

    assertThat(browser.all("progress")).isEmpty();
    assertThat(browser.shown())
        .containsSubsequence(
            "milestone-5 done", "milestone-15 done", "milestone-30 done", "milestone-50 done")
        .contains("milestone-70 done", "live-clip");
    assertThat(browser.driver().findElements(clips("topic"))).hasSize(3);
    assertThat(browser.driver().findElements(clips("interaction"))).isNotEmpty();
    assertThat(browser.driver().findElements(TIGHTENED))
        .singleElement()
        .satisfies(
            link -> assertThat(link.getDomAttribute("href")).contains("/tightened.mp4?download=1"));
    browser.awaitAny(By.cssSelector("[data-clip='topic-0'] [data-testid='clip-play']")).click();
    browser.untilTrue(Browser.PLAYS);
    new Actions(browser.driver()).sendKeys("clll").perform();
    browser.untilTrue("document.getElementById('player-video').currentTime > 30");
    browser.untilTrue(SPOKEN);
    browser.evaluate("document.activeElement.blur()");
    browser.picture(Usability.PICTURES.resolve("page.png"));
  }

  @Test
  void theTranscriptIsSearchedAndLeadsToWhereItIsSpoken() throws IOException {
    browser.load(jobAddress);
    browser.await("tab-transcript").click();
    browser.await("transcript-word");
    assertThat(browser.all("transcript-word")).hasSizeGreaterThan(200);

    WebElement search = browser.await("transcript-search");
    search.sendKeys("yeast");
    browser.until(
        "matches are counted",
        page -> browser.await("search-count").getText().matches("1 of [1-9]\\d*"));
    Usability.check(browser, "transcript");
    search.sendKeys(Keys.ENTER);

    browser.untilTrue("document.getElementById('player-video').currentTime > 5");
    search.clear();
    search.sendKeys("xylophone");
    browser.until(
        "nothing is found", page -> browser.await("search-count").getText().equals("No matches"));
  }

  @Test
  void theLibraryLeadsToTheResult() {
    browser.load("#/library");
    String key = jobAddress.substring("#/jobs/".length());

    browser
        .awaitAny(By.cssSelector("[data-key='%s'][data-status='completed'] a".formatted(key)))
        .click();

    browser.await("result");
  }

  @Test
  void theLibraryIsSearchedByName() throws IOException {
    browser.load("#/library");
    browser.await("job-length");
    WebElement search = browser.await("library-search");

    search.sendKeys("LECT");
    browser.untilTrue(
        "[...document.querySelectorAll('.job-row .job-name')].length > 0"
            + " && document.querySelector('[data-testid=no-match]').hidden");
    assertThat(browser.await("job-length").getText()).matches("3:2\\d");
    search.sendKeys("xylophone");
    assertThat(browser.await("no-match").getText()).contains("LECTxylophone");
    assertThat(browser.all("job-row")).isEmpty();
    Usability.check(browser, "library-no-match");
    search.clear();
    search.sendKeys("e");
    browser.await("job-row");
  }

  @ParameterizedTest
  @EnumSource
  void everyViewIsUsable(View view) throws IOException {
    browser.load(view.address());
    browser.await(view.part);

    Usability.check(browser, view.id());
    Usability.lookFromAfar(browser, view.id());
  }

  @Test
  void whatIsNoVideoIsRefusedBeforeAByteIsSent() throws IOException {
    browser.load("");

    choose(Files.writeString(folder.resolve("notes.txt"), "no video"));

    assertThat(browser.await("refusals").getText()).contains("notes.txt is not a video");
    assertThat(browser.all("upload-item")).isEmpty();
    assertThat(browser.evaluate("performance.getEntriesByType('resource').map(r => r.name)"))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .noneMatch(address -> address.contains("presigned"));
  }

  @Test
  void markupInAFileNameIsText() throws IOException {
    String name = "<img src=x onerror=alert(1)>.mp4";
    browser.load("");

    choose(Files.writeString(folder.resolve(name), "no video, but nobody has looked yet"));

    assertThat(browser.await("upload-item").getText()).contains(name);
    browser.awaitAny(By.cssSelector("[data-testid='upload-item'][data-state='uploaded']"));
    assertThat(browser.driver().findElements(By.cssSelector("#main img"))).isEmpty();
  }

  private static void dismissNotice() {
    browser.await("demo-notice").findElement(By.cssSelector("[aria-label='Dismiss']")).click();
    assertThat(browser.all("demo-notice")).isEmpty();
  }

  private static void choose(Path file) {
    browser
        .until("the chooser", page -> page.findElement(By.id("file-input")))
        .sendKeys(file.toAbsolutePath().toString());
  }

  private static By milestone(Milestone milestone, String state) {
    return By.cssSelector(
        "[data-testid='milestone-%d'][data-state='%s']".formatted(milestone.progress(), state));
  }

  private static By clips(String kind) {
    return By.cssSelector("[data-testid='clip-item'][data-kind='%s']".formatted(kind));
  }

  /** Which milestones were told of; finer updates repeat the message of the one before. */
  private static List<String> milestones(List<String> events) {
    return events.stream()
        .map(PageIT::parsed)
        .filter(event -> !event.has("stage_progress"))
        .map(event -> event.get("message").textValue())
        .filter(MILESTONES::contains)
        .toList();
  }

  private static JsonNode parsed(String event) {
    try {
      return DomainJson.mapper().readTree(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

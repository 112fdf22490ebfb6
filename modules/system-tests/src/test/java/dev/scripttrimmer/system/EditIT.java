package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Clips are edited on the page, cut anew by the node, and saved. */
@ExtendWith(SharedPage.class)
class EditIT {
  private static final double HUNDREDTH = 0.0051;

  private Browser browser;
  private PageUnderTest page;

  /** A row of the editor; times in seconds, to the hundredth. */
  private record Row(String title, double start, double end) {}

  @BeforeEach
  void openTheLecture(PageUnderTest page) throws Exception {
    this.page = page;
    browser = page.browser();
    browser.load("");
    browser.evaluate("localStorage.clear()"); // What a test that failed has left.
    browser.load(page.lecture());
  }

  @Test
  void boundariesMoveByPointerAndKeysAndEveryStepIsUndone() throws IOException {
    List<Row> before = edit();
    select(0);
    Usability.check(browser, "edit");

    new Actions(browser.driver())
        .clickAndHold(browser.await("handle-end"))
        .moveByOffset(-40, 0)
        .moveByOffset(-7, 0)
        .release()
        .perform();
    List<Row> dragged = rows();
    press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    List<Row> nudged = rows();
    control("z");
    List<Row> undoneOnce = rows();
    control("z");
    List<Row> undoneTwice = rows();
    control("y");

    assertThat(dragged.get(0).end()).isLessThan(before.get(0).end() - 1);
    assertThat(dragged.get(1).start()).isEqualTo(dragged.get(0).end());
    assertThat(nudged.get(0).end() - dragged.get(0).end()).isEqualTo(0.2, within(HUNDREDTH));
    assertThat(undoneOnce).isEqualTo(dragged);
    assertThat(undoneTwice).isEqualTo(before);
    assertThat(rows()).isEqualTo(dragged);
    discard();
  }

  @Test
  void clipsAreSplitMergedAddedAndDeletedAtThePlayhead() {
    List<Row> before = edit();
    select(1);
    press("l", "b");
    List<Row> split = rows();
    press(Keys.ARROW_UP, "g");
    List<Row> merged = rows();
    press(Keys.DELETE);
    List<Row> deleted = rows();
    press("n");
    List<Row> added = rows();

    assertThat(split).hasSize(before.size() + 1);
    assertThat(split.get(1).end()).isEqualTo(before.get(1).start() + 10, within(HUNDREDTH));
    assertThat(split.get(2).start()).isEqualTo(split.get(1).end());
    assertThat(split.get(2).end()).isEqualTo(before.get(1).end());
    assertThat(merged).isEqualTo(before);
    assertThat(deleted).isEqualTo(without(before, 1));
    assertThat(added).hasSize(before.size());
    assertThat(added.get(1).title()).isEqualTo("New clip");
    discard();
  }

  @Test
  void editsSurviveAReloadAndAreCutWithoutTranscribingAgain() throws Exception {
    edit();
    select(0);
    type("segment-title", "<b>Bread</b> & butter");
    type("segment-end", "1:02.5");
    select(rows().size() - 1);
    press(Keys.DELETE);
    List<Row> wanted = rows();
    assertThat(wanted.get(0))
        .isEqualTo(new Row("<b>Bread</b> & butter", wanted.get(0).start(), 62.5));

    browser.driver().navigate().refresh();
    browser.await("edit-bar");
    assertThat(rows()).isEqualTo(wanted);
    browser.await("recut-button").click();
    browser.awaitAny(By.cssSelector("[data-testid='edit-button']"));

    assertThat(texts("[data-testid='clip-item'] .clip-title"))
        .isEqualTo(wanted.stream().map(Row::title).toList());
    assertThat(browser.driver().findElements(By.cssSelector("#main b"))).isEmpty();
    JsonNode job = page.client().get("/jobs/" + key()).body();
    assertThat(job.get("run").intValue()).isGreaterThan(1);
    assertThat(job.get("result").get("timings").has("transcribe")).isFalse();
    JsonNode clips = job.get("result").get("s3_urls");
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(clips.get(i).get("start").doubleValue())
          .isEqualTo(wanted.get(i).start(), within(HUNDREDTH));
      assertThat(clips.get(i).get("end").doubleValue())
          .isEqualTo(wanted.get(i).end(), within(HUNDREDTH));
    }
    browser.awaitAny(By.cssSelector("[data-clip='topic-0'] [data-testid='clip-play']")).click();
    browser.untilTrue(Browser.PLAYS);
    browser.awaitAny(By.id("tab-transcript")).click();
    browser.await("transcript-word");
  }

  @Test
  void chosenClipsAreSavedAsOneArchive() throws Exception {
    browser.await("edit-button");
    List<WebElement> boxes = browser.all("choose-clip");
    boxes.get(0).click();
    assertThat(browser.await("download-chosen").getText()).startsWith("Download (");
    boxes.get(1).click();
    assertThat(browser.await("download-chosen").getText()).startsWith("Download ZIP (");
    Usability.check(browser, "chosen");

    List<String> entries = entries(browser.await("download-chosen").getAttribute("href"));

    assertThat(entries).hasSize(2).allMatch(name -> name.endsWith(".mp4"));
  }

  @Test
  void everythingInTheMenuCanBeSaved() throws Exception {
    browser.await("edit-button");
    browser.await("downloads").click();
    List<WebElement> links =
        browser.driver().findElements(By.cssSelector("[data-testid='downloads'] a"));
    assertThat(links).hasSizeGreaterThan(10);
    Usability.check(browser, "downloads");

    for (WebElement link : links) {
      HttpResponse<Void> answer = fetch(link.getAttribute("href"), BodyHandlers.discarding());
      assertThat(answer.statusCode()).as(link.getText()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-disposition"))
          .as(link.getText())
          .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
    }
  }

  /** Opens the editor and returns its rows. */
  private List<Row> edit() {
    browser.await("edit-button").click();
    browser.await("edit-bar");
    browser.untilTrue("document.getElementById('player-video').readyState > 0");
    return rows();
  }

  private void discard() {
    browser.await("edit-cancel").click();
    browser.await("confirm").click();
    browser.await("edit-button");
  }

  private void select(int index) {
    browser.all("edit-select").get(index).click();
    browser.await("edit-form");
  }

  private void type(String field, String text) {
    WebElement input = browser.await(field);
    input.sendKeys(Keys.chord(Keys.CONTROL, "a"), text + Keys.ENTER);
  }

  private void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(browser.driver()).sendKeys(key).perform();
    }
  }

  private void control(String key) {
    new Actions(browser.driver()).keyDown(Keys.CONTROL).sendKeys(key).keyUp(Keys.CONTROL).perform();
  }

  private List<Row> rows() {
    List<String> titles = texts("[data-testid='edit-row'] .clip-title");
    List<String> times = texts("[data-testid='edit-row'] .time:first-child");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      String[] ends = times.get(i).split(" – ");
      rows.add(new Row(titles.get(i), seconds(ends[0]), seconds(ends[1])));
    }
    return rows;
  }

  private List<String> texts(String selector) {
    String script = "[...document.querySelectorAll(\"%s\")].map(e => e.textContent)";
    return ((List<?>) browser.evaluate(script.formatted(selector)))
        .stream().map(String.class::cast).toList();
  }

  private static double seconds(String clock) {
    double seconds = 0;
    for (String part : clock.split(":")) {
      seconds = seconds * 60 + Double.parseDouble(part);
    }
    return seconds;
  }

  private static List<Row> without(List<Row> rows, int index) {
    List<Row> rest = new ArrayList<>(rows);
    rest.remove(index);
    return rest;
  }

  private String key() throws Exception {
    return page.lecture().substring("#/jobs/".length());
  }

  private static List<String> entries(String archive) throws Exception {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(fetch(archive, BodyHandlers.ofInputStream()).body())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        zip.transferTo(OutputStream.nullOutputStream());
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static <T> HttpResponse<T> fetch(String url, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), body);
  }
}

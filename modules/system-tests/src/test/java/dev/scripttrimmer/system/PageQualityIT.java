package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** What the page costs, and whether it can be used without a mouse. */
@ExtendWith(SharedPage.class)
class PageQualityIT {
  private static final int MOST_BYTES = 300_000;
  private static final double MOST_SHIFT = 0.1;

  /** Transferred, headers included, without media. */
  private static final String BYTES =
      "performance.getEntries().filter(e => e.transferSize && !/\\.(mp4|jpg)|\\/source/.test(e.name))"
          + ".reduce((sum, e) => sum + e.transferSize, 0)";

  /** Everything that can be seen and used, in the order of the Tab key, by a name to tell it by. */
  private static final String STOPS =
      """
      [...document.querySelectorAll(
        "a[href], button:not(:disabled), input, select, summary, [tabindex='0']")]
        .filter((e) => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }))
        .filter((e) => !e.closest("details:not([open]) > :not(summary)"))
        .filter((e) => e.type !== "radio" || e.checked)
        .map((e, i) => (e.dataset.stop = String(i)))""";

  private static final String STOP = "document.activeElement.dataset.stop ?? null";

  /** Whether the element that has the focus, or what stands for it, is marked. */
  private static final String MARKED =
      """
      ((e) => [e, e.nextElementSibling].some((part) =>
        part && ["", "::after"].some((pseudo) => {
          const style = getComputedStyle(part, pseudo);
          return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        })))(document.activeElement)""";

  private Browser browser;
  private PageUnderTest page;

  @BeforeEach
  void takeTheBrowser(PageUnderTest page) {
    this.page = page;
    browser = page.browser();
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "library", "cluster", "lecture"})
  void aViewIsSmallAndStaysInPlace(String view) throws Exception {
    page.lecture();
    browser.emptyCache();
    load(view);
    browser.untilTrue("recorded.firstPaint !== null");
    browser.untilTrue("document.readyState === 'complete'");

    long bytes = ((Number) browser.evaluate(BYTES)).longValue();
    double shift = ((Number) browser.evaluate("recorded.layoutShift")).doubleValue();
    double paint = ((Number) browser.evaluate("recorded.firstPaint")).doubleValue();

    System.out.printf(
        "view %-8s first contentful paint %4.0f ms, layout shift %.3f, %d bytes%n",
        view, paint, shift, bytes);
    assertThat(bytes).isBetween(20_000L, (long) MOST_BYTES);
    assertThat(shift).isLessThan(MOST_SHIFT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "library", "cluster", "lecture", "edit"})
  void theTabKeyLeadsToEverythingAndShowsWhereItIs(String view) throws Exception {
    load(view);
    List<?> stops = (List<?>) browser.evaluate(STOPS);
    assertThat(stops).hasSizeGreaterThan(4);

    Set<Object> reached = new HashSet<>();
    List<Object> unmarked = new ArrayList<>();
    // One more than there are: past the last the page itself has the focus.
    for (int i = 0; i <= stops.size(); i++) {
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
      Object stop = browser.evaluate(STOP);
      if (stop == null) {
        continue;
      }
      reached.add(stop);
      if (!browser.evaluate(MARKED).equals(true)) {
        unmarked.add(browser.evaluate("document.activeElement.outerHTML.slice(0, 200)"));
      }
    }

    assertThat(reached).isEqualTo(Set.copyOf(stops));
    assertThat(unmarked).isEmpty();
  }

  @Test
  void aLectureIsWatchedWithKeysAlone() throws Exception {
    load("lecture");
    browser.untilTrue("document.getElementById('player-video').readyState > 1");

    press("k");
    browser.untilTrue(Browser.PLAYS);
    press(" ");
    browser.untilTrue("document.getElementById('player-video').paused");
    double at = time();
    press("l");
    browser.untilTrue("document.getElementById('player-video').currentTime > " + (at + 9));
    press("j", Keys.ARROW_RIGHT, Keys.ARROW_LEFT);
    browser.untilTrue(
        "Math.abs(document.getElementById('player-video').currentTime - %s) < 1".formatted(at));
    press(Keys.ARROW_DOWN);
    browser.until(
        "a clip plays", page -> browser.await("now-playing").getText().startsWith("Clip: "));
    press("/");
    browser.untilTrue("document.activeElement.id === 'transcript-search'");
    press(Keys.ESCAPE, "?");
    browser.await("shortcuts");
    press(Keys.ESCAPE);
    browser.untilTrue("document.querySelector('dialog') === null");
  }

  private void load(String view) throws Exception {
    switch (view) {
      case "home" -> show("#/", "job-row");
      case "library" -> show("#/library", "job-row");
      case "cluster" -> show("#/cluster", "node");
      default -> show(page.lecture(), "edit-button");
    }
    if (view.equals("edit")) {
      browser.await("edit-button").click();
      browser.all("edit-select").get(0).click();
      browser.await("handle-end");
    }
  }

  private void show(String address, String part) throws Exception {
    page.lecture();
    browser.load(address);
    browser.await(part);
  }

  private void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(browser.driver()).sendKeys(key).perform();
    }
  }

  private double time() {
    return ((Number) browser.evaluate("document.getElementById('player-video').currentTime"))
        .doubleValue();
  }
}

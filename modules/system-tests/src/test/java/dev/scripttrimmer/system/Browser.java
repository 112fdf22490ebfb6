package dev.scripttrimmer.system;

import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium without a window, that looks at one service's page. */
final class Browser implements AutoCloseable {
  /** Whether the player shows moving pictures. */
  static final String PLAYS =
      "(video => !video.paused && video.currentTime > 0.5 && video.videoWidth > 0)"
          + "(document.getElementById('player-video'))";

  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final ChromeDriver driver;
  private final URI service;
  private Optional<Object> staged = Optional.empty();

  private Browser(ChromeDriver driver, URI service) {
    this.driver = driver;
    this.service = service;
  }

  /**
   * Starts Debian's Chromium.
   *
   * @param profile an empty folder
   */
  static Browser open(Path profile, URI service) {
    ChromeOptions options = new ChromeOptions().setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--mute-audio",
        "--user-data-dir=" + profile);
    ChromeDriverService chromedriver =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(chromedriver, options), service);
    browser.prepareTab();
    return browser;
  }

  /** What belongs to a tab, not to the browser. */
  private void prepareTab() {
    runBeforePages(script("recorder.js"));
    size(Viewport.DESKTOP);
  }

  /**
   * Has requests answered without the service, in pages that are loaded from now on.
   *
   * @param answers path to an answer, as {@code stage.js} describes them
   * @param more names of scripts that add to the answers
   */
  void stage(Map<String, ?> answers, String... more) {
    unstage();
    StringBuilder script = new StringBuilder("var staged = ");
    script.append(new String(DomainJson.write(answers), StandardCharsets.UTF_8)).append(";\n");
    script.append(script("stage.js"));
    for (String name : more) {
      script.append(script(name));
    }
    staged = Optional.of(runBeforePages(script.toString()));
  }

  /** Runs a script before those of pages that are loaded from now on, until {@link #unstage}. */
  void runBefore(String name) {
    unstage();
    staged = Optional.of(runBeforePages(script(name)));
  }

  /** Lets pages that are loaded from now on be as they are. */
  void unstage() {
    staged.ifPresent(
        script ->
            driver.executeCdpCommand(
                "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script)));
    staged = Optional.empty();
  }

  /** Makes the next page be transferred as a whole. */
  void emptyCache() {
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
  }

  private Object runBeforePages(String script) {
    return driver
        .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
        .get("identifier");
  }

  private static String script(String name) {
    try (InputStream script = Browser.class.getResourceAsStream("/browser/" + name)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WebDriver driver() {
    return driver;
  }

  /** Holds a file over the page, as a person does who has dragged it there from a folder. */
  void drag(Path file) {
    dispatchDrag("dragEnter", file);
    dispatchDrag("dragOver", file);
  }

  /** Lets go of the file. */
  void drop(Path file) {
    dispatchDrag("dragOver", file);
    dispatchDrag("drop", file);
  }

  private void dispatchDrag(String type, Path file) {
    Rectangle zone = await("drop-zone").getRect();
    driver.executeCdpCommand(
        "Input.dispatchDragEvent",
        Map.of(
            "type",
            type,
            "x",
            zone.getX() + zone.getWidth() / 2,
            "y",
            zone.getY() + zone.getHeight() / 2,
            "data",
            Map.of(
                "items",
                List.of(),
                "files",
                List.of(file.toAbsolutePath().toString()),
                "dragOperationsMask",
                1)));
  }

  /** Shows a view from nothing: the page is loaded anew. */
  void load(String view) {
    driver.get("about:blank");
    driver.get(service.resolve("/" + view).toString());
  }

  /** Opens one more tab, which becomes the one that is looked at. */
  void openTab(String view) {
    driver.switchTo().newWindow(WindowType.TAB);
    prepareTab();
    load(view);
  }

  String tab() {
    return driver.getWindowHandle();
  }

  void lookAt(String tab) {
    driver.switchTo().window(tab);
  }

  void size(Viewport viewport) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            viewport.width(),
            "height",
            viewport.height(),
            "deviceScaleFactor",
            1,
            "mobile",
            viewport == Viewport.PHONE));
  }

  /**
   * Wants no motion either, so that nothing is caught half faded.
   *
   * @param scheme {@code light} or {@code dark}
   */
  void colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Titles of all tabs, the ones in the background too. */
  List<String> titles() {
    List<?> targets =
        (List<?>) driver.executeCdpCommand("Target.getTargets", Map.of()).get("targetInfos");
    return targets.stream()
        .map(target -> (Map<?, ?>) target)
        .filter(target -> target.get("type").equals("page"))
        .map(target -> (String) target.get("title"))
        .toList();
  }

  /** Waits until the part is shown, and returns it. */
  WebElement await(String testId) {
    return awaitAny(testId(testId));
  }

  /** Waits until an element that the selector matches is shown, and returns it. */
  WebElement awaitAny(By selector) {
    return until(
        "%s is shown".formatted(selector),
        page ->
            page.findElements(selector).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
  }

  /** Waits until {@code condition} is neither null nor false. */
  <T> T until(String expectation, Function<WebDriver, T> condition) {
    return new WebDriverWait(driver, PATIENCE, LOOK_EVERY)
        .ignoring(StaleElementReferenceException.class)
        .withMessage(expectation)
        .until(condition);
  }

  /** Waits until a script's expression is true. */
  void untilTrue(String expression) {
    until(expression, page -> evaluate(expression).equals(true));
  }

  /** The value of a script's expression, as Selenium translates it. */
  Object evaluate(String expression) {
    return driver.executeScript("return " + expression);
  }

  List<WebElement> all(String testId) {
    return driver.findElements(testId(testId));
  }

  /** What was shown in this tab since it was loaded: {@code testid} or {@code testid state}. */
  List<String> shown() {
    return strings("shown");
  }

  /** The progress stream's events that this tab got since it was loaded. */
  List<String> events() {
    return strings("events");
  }

  /** The page's own mistakes since it was loaded. */
  List<String> errors() {
    return strings("errors");
  }

  private List<String> strings(String kept) {
    return ((List<?>) evaluate("recorded." + kept)).stream().map(String.class::cast).toList();
  }

  /** Writes what is to be seen now as a PNG. */
  void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  static By testId(String name) {
    return By.cssSelector("[data-testid='%s']".formatted(name));
  }

  /** Ends the browser and its driver, whatever state they are in. */
  @Override
  public void close() {
    driver.quit();
  }
}

package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Looks at what a browser shows as people would: in light and dark, on a desk and on a phone. */
final class Usability {
  /** Where a picture of each look ends up, for people to judge what no program can. */
  static final Path PICTURES = Repository.root().resolve("modules/system-tests/target/screenshots");

  private static final Set<String> IMPACTS = Set.of("serious", "critical");

  private Usability() {}

  /**
   * Nothing that axe calls serious or critical, and nothing that makes the page scroll sideways.
   *
   * @param view names the pictures
   */
  static void check(Browser browser, String view) throws IOException {
    look(browser, view, true);
  }

  /**
   * The same without axe, which takes long over many thousand words; for views that it has seen
   * with fewer.
   */
  static void look(Browser browser, String view) throws IOException {
    look(browser, view, false);
  }

  private static void look(Browser browser, String view, boolean forBarriers) throws IOException {
    for (String colours : List.of("light", "dark")) {
      for (Viewport viewport : List.of(Viewport.PHONE, Viewport.DESKTOP)) {
        String look = look(browser, view, colours, viewport);
        if (forBarriers) {
          assertThat(barriers(browser)).as("barriers in %s", look).isEmpty();
        }
      }
    }
    browser.colours("light");
    browser.size(Viewport.DESKTOP);
  }

  /** At the whole width of a screen with 4K, unscaled. */
  static void lookFromAfar(Browser browser, String view) throws IOException {
    look(browser, view, "light", Viewport.WALL);
    browser.size(Viewport.DESKTOP);
  }

  private static String look(Browser browser, String view, String colours, Viewport viewport)
      throws IOException {
    browser.colours(colours);
    browser.size(viewport);
    String look = "%s-%s-%d".formatted(view, colours, viewport.width());
    browser.picture(PICTURES.resolve(look + ".png"));
    assertThat((Long) browser.evaluate("document.documentElement.scrollWidth"))
        .as("width of %s", look)
        .isLessThanOrEqualTo(viewport.width());
    return look;
  }

  private static List<String> barriers(Browser browser) {
    return new AxeBuilder()
        .analyze(browser.driver()).getViolations().stream()
            .filter(rule -> IMPACTS.contains(rule.getImpact()))
            .map(rule -> rule.getId() + ": " + rule.getNodes())
            .toList();
  }
}

package dev.scripttrimmer.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shipped configuration file as a page for operators: each key with its default, its
 * environment variable and what the comment above it says.
 */
public final class ConfigReference {
  private static final Pattern LINE = Pattern.compile("( *)([a-z][a-z-]*):(?: (.*))?");
  private static final Pattern COMMENT = Pattern.compile(" *# ?(.*)");

  /**
   * @param section empty for keys of the file itself
   */
  private record Key(String section, String name, String value, String comment) {
    String path() {
      return section.isEmpty() ? name : section + "." + name;
    }
  }

  private final List<Key> keys = new ArrayList<>();
  private final List<String> comment = new ArrayList<>();
  private String section = "";
  private String said = "";

  private ConfigReference() {}

  /** The page, in Markdown. */
  public static String markdown() {
    ConfigReference reference = new ConfigReference();
    shipped().lines().forEach(reference::read);
    return reference.page();
  }

  private static String shipped() {
    try (InputStream in = ConfigReference.class.getResourceAsStream(ConfigLoader.SHIPPED)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped configuration cannot be read", e);
    }
  }

  private void read(String line) {
    Matcher says = COMMENT.matcher(line);
    Matcher key = LINE.matcher(line);
    if (says.matches()) {
      comment.add(says.group(1));
    } else if (key.matches()) {
      add(key.group(1).isEmpty(), key.group(2), key.group(3));
    } else {
      // What is set apart from the keys below it is about the whole file.
      comment.clear();
      said = "";
    }
  }

  private void add(boolean outermost, String name, String value) {
    if (value == null) {
      section = name;
      comment.clear();
      said = "";
      return;
    }
    if (outermost) {
      section = "";
    }
    // One comment may stand above several keys.
    said = comment.isEmpty() ? said : String.join(" ", comment);
    comment.clear();
    keys.add(new Key(section, name, value, said));
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            Made from `conf/script-trimmer.yaml` by `./trim config --markdown`. A file of yours
            (`--config FILE`) needs only the keys that differ; environment variables override it, and
            `--set KEY=VALUE` overrides all. An unknown key stops the start.
            """);
    String shown = null;
    for (Key key : keys) {
      if (!key.section().equals(shown)) {
        shown = key.section();
        page.append("\n## ").append(shown.isEmpty() ? "The node" : shown).append("\n\n");
        page.append("| key | default | environment variable | |\n|---|---|---|---|\n");
      }
      page.append(
          "| `%s` | `%s` | `%s` | %s |\n"
              .formatted(
                  key.path(),
                  key.value(),
                  ConfigLoader.variable(key.path()),
                  key.comment().replace("|", "\\|")));
    }
    return page.toString();
  }

  /** Every key, by its whole name. */
  public static List<String> keys() {
    ConfigReference reference = new ConfigReference();
    shipped().lines().forEach(reference::read);
    return reference.keys.stream().map(Key::path).collect(Collectors.toUnmodifiableList());
  }
}

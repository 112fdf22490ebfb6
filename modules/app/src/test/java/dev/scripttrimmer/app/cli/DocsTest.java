package dev.scripttrimmer.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.scripttrimmer.app.OperatorFiles;
import dev.scripttrimmer.app.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the pages for users and operators name is there. */
class DocsTest {
  /** A class of tests in code marks, a method of it or of the class before, or its beginning. */
  private static final Pattern PROOF =
      Pattern.compile("`(?:([A-Z]\\w+(?:Test|IT))|(?=\\.))(?:\\.(\\w+)(\\.\\.\\.)?)?`");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s:]+)\\)");

  /** In code marks, or at the beginning of a line of a code block. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^ *|`)\\./trim((?: +[^\\s`|>&#(),;]+)*)");

  private static final Pattern SETTING = Pattern.compile("--set ([a-z][\\w.-]*)=");
  private static final Pattern COMPOSE =
      Pattern.compile("docker compose -f docker/compose\\.yaml ((?:[\\w=-]+ ?)+)");
  private static final Set<String> COMPOSE_WORDS =
      Set.of(
          "build", "up", "-d", "--no-deps", "--build", "--scale", "ps", "logs", "--no-log-prefix");

  @Test
  void everyTestThatIsNamedAsAProofIsThere() throws IOException {
    String test = "";
    int proofs = 0;
    for (MatchResult proof :
        PROOF.matcher(OperatorFiles.read("docs/security.md")).results().toList()) {
      test = proof.group(1) == null ? test : source(proof.group(1));
      if (proof.group(2) != null) {
        String end = proof.group(3) == null ? "(" : "";
        assertThat(test).as(proof.group()).contains("void " + proof.group(2) + end);
      }
      proofs++;
    }
    assertThat(proofs).isGreaterThan(50);
  }

  private static String source(String test) throws IOException {
    try (Stream<Path> files = Files.walk(OperatorFiles.path("modules"))) {
      List<Path> found =
          files
              .filter(file -> file.endsWith(test + ".java"))
              .filter(file -> file.toString().contains("/src/test/"))
              .toList();
      assertThat(found).as(test).hasSize(1);
      return Files.readString(found.get(0));
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    int links = 0;
    for (String page : pages()) {
      String text = OperatorFiles.read(page);
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        String[] target = link.group(1).split("#", 2);
        Path file =
            target[0].isEmpty()
                ? OperatorFiles.path(page)
                : OperatorFiles.path(page).resolveSibling(target[0]).normalize();
        assertThat(file).as(page + " " + link.group()).exists();
        if (target.length > 1) {
          assertThat(headings(file)).as(page + " " + link.group()).contains(target[1]);
        }
        links++;
      }
    }
    assertThat(links).isGreaterThan(20);
  }

  private static List<String> headings(Path page) throws IOException {
    return Files.readString(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
        .toList();
  }

  @Test
  void everyCommandIsOneThatTheProgramTakes() throws IOException {
    int commands = 0;
    for (String page : pages()) {
      for (MatchResult command : COMMAND.matcher(OperatorFiles.read(page)).results().toList()) {
        String[] arguments = command.group(1).strip().split(" +");
        CommandLine program = CommandLines.program();
        if (!arguments[0].isEmpty()) {
          assertThatCode(() -> program.parseArgs(arguments))
              .as(page + ": " + command.group())
              .doesNotThrowAnyException();
          commands++;
        }
      }
    }
    assertThat(commands).isGreaterThan(15);
  }

  @Test
  void everySettingIsOneThatTheProgramHas() throws IOException {
    List<String> settings = new ArrayList<>();
    for (String page : pages()) {
      SETTING.matcher(OperatorFiles.read(page)).results().forEach(m -> settings.add(m.group(1)));
    }

    assertThat(settings).hasSizeGreaterThan(3);
    assertThat(ConfigReference.keys()).containsAll(settings);
  }

  @Test
  void everyServiceThatComposeIsAskedForIsThere() throws IOException {
    Set<String> services = new HashSet<>();
    new ObjectMapper()
        .valueToTree(
            new YAMLMapper()
                .readValue(OperatorFiles.path("docker/compose.yaml").toFile(), Object.class))
        .path("services")
        .fieldNames()
        .forEachRemaining(services::add);
    int commands = 0;
    for (String page : pages()) {
      for (MatchResult command : COMPOSE.matcher(OperatorFiles.read(page)).results().toList()) {
        for (String word : command.group(1).replaceAll("=\\d+", "").strip().split(" +")) {
          assertThat(COMPOSE_WORDS.contains(word) || services.contains(word))
              .as(page + ": " + word)
              .isTrue();
        }
        commands++;
      }
    }
    assertThat(commands).isGreaterThan(4);
  }

  private static List<String> pages() throws IOException {
    Path top = OperatorFiles.path("trim").getParent();
    try (Stream<Path> docs = Files.list(top.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docker/RATIONALE.md"),
              docs.map(file -> "docs/" + file.getFileName()).filter(name -> name.endsWith(".md")))
          .toList();
    }
  }
}

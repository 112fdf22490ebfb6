package dev.scripttrimmer.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.scripttrimmer.app.OperatorFiles;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
  @Test
  void thePageInDocsIsTheOneThatTheShippedFileGives() throws Exception {
    assertThat(OperatorFiles.read("docs/configuration.md"))
        .as("renew it with: ./trim config --markdown > docs/configuration.md")
        .isEqualTo(ConfigReference.markdown());
  }

  @Test
  void everyKeyOfTheShippedFileIsThereAndSaysSomething() throws Exception {
    JsonNode shipped =
        new YAMLMapper().readTree(Files.readString(OperatorFiles.path("conf/script-trimmer.yaml")));
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, JsonNode> section : shipped.properties()) {
      if (section.getValue().isObject()) {
        section.getValue().fieldNames().forEachRemaining(k -> keys.add(section.getKey() + "." + k));
      } else {
        keys.add(section.getKey());
      }
    }

    assertThat(ConfigReference.keys()).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(ConfigReference.markdown().lines().filter(line -> line.startsWith("| `")))
        .hasSameSizeAs(keys)
        .allMatch(line -> line.matches(".*\\| \\S.* \\|"));
  }
}

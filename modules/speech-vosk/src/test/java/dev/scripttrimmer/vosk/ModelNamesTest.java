package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNamesTest {
  private static final List<String> NAMES =
      List.of(
          "vosk-model-small-en-us-0.3",
          "vosk-model-small-en-us-0.15",
          "vosk-model-small-en-us-zamia-0.5",
          "vosk-model-en-us-0.22",
          "vosk-model-en-us-0.22-lgraph",
          "mine");

  @ParameterizedTest
  @CsvSource({
    "small-en-us, vosk-model-small-en-us-0.15",
    "vosk-model-small-en-us, vosk-model-small-en-us-0.15",
    "small-en-us-0.3, vosk-model-small-en-us-0.3",
    "vosk-model-small-en-us-0.3, vosk-model-small-en-us-0.3",
    "en-us, vosk-model-en-us-0.22",
    "en-us-0.22-lgraph, vosk-model-en-us-0.22-lgraph",
    "mine, mine"
  })
  void findsAModelByFullOrShortName(String wanted, String found) {
    assertThat(ModelNames.resolve(wanted, NAMES)).contains(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "en", "small-de", "", "vosk-model-"})
  void findsNoOther(String wanted) {
    assertThat(ModelNames.resolve(wanted, NAMES)).isEmpty();
  }

  @Test
  void tellsNamesFromPaths() {
    assertThat(ModelNames.isName("vosk-model-small-en-us-0.15")).isTrue();
    for (String path : List.of("a/b", "..", ".hidden", "/x", "", "a\\b", "~")) {
      assertThat(ModelNames.isName(path)).as(path).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vosk-model-small-en-us-0.15, en-US",
    "vosk-model-en-us-0.22-lgraph, en-US",
    "vosk-model-en-in-0.5, en-IN",
    "vosk-model-small-de-0.15, de",
    "vosk-model-de-tuda-0.6-900k, de",
    "vosk-model-pt-fb-v0.1.1-20220516_2113, pt",
    "vosk-model-small-cn-0.22, zh-CN",
    "vosk-model-small-vn-0.4, vi",
    "vosk-model-kz-0.15, kk",
    "vosk-model-uk-v3, uk",
    "vosk-model-el-gr-0.7, el-GR",
    "vosk-model-small, und",
    "vosk-model-, und",
    "vosk-model-spk-0.4, und",
    "mine, und"
  })
  void readsTheLanguageOffAName(String name, String language) {
    assertThat(ModelLanguage.ofModelName(name)).isEqualTo(language);
  }
}

package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionTest {
  static Stream<Throwable> whatTheEngineThrows() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new NullPointerException(),
        new Error("Invalid memory access"),
        new UnsatisfiedLinkError("vosk_recognizer_new"),
        new java.io.IOException("Failed to create a recognizer"));
  }

  @ParameterizedTest
  @MethodSource("whatTheEngineThrows")
  void namesWhateverTheEngineThrows(Throwable thrown) {
    assertThatThrownBy(
            () ->
                Recognition.guarded(
                    () -> {
                      if (thrown instanceof Error error) {
                        throw error;
                      }
                      throw (Exception) thrown;
                    }))
        .asInstanceOf(InstanceOfAssertFactories.type(TrimException.class))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.RECOGNISER_FAILED);
              assertThat(e).hasCause(thrown);
            });
  }

  @Test
  void passesResultsOn() {
    assertThat(Recognition.guarded(() -> 42)).isEqualTo(42);
  }
}

package dev.scripttrimmer.json;

import com.fasterxml.jackson.databind.util.StdConverter;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Voice;
import dev.scripttrimmer.domain.speech.Word;
import java.util.List;
import java.util.Optional;

/** A word on one level, as tools for transcripts expect it. */
record WordDocument(
    String text, double start, double end, double confidence, Optional<List<Double>> voice) {
  static final class FromWord extends StdConverter<Word, WordDocument> {
    @Override
    public WordDocument convert(Word word) {
      return new WordDocument(
          word.text(),
          word.span().start(),
          word.span().end(),
          word.confidence(),
          word.voice().map(Voice::vector));
    }
  }

  static final class ToWord extends StdConverter<WordDocument, Word> {
    @Override
    public Word convert(WordDocument word) {
      return new Word(
          word.text,
          new TimeSpan(word.start, word.end),
          word.confidence,
          word.voice.map(Voice::new));
    }
  }
}

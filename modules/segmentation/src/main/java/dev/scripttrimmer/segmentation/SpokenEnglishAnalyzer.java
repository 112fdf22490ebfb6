package dev.scripttrimmer.segmentation;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * English as it is spoken in front of an audience: Lucene's own list knows 33 stop words, and a
 * transcript's are contractions, fillers, numbers in words and the verbs that hold any lecture
 * together.
 */
final class SpokenEnglishAnalyzer extends Analyzer {
  private static final CharArraySet STOP_WORDS =
      new CharArraySet(LanguageData.words("stop-words-en.txt"), true);

  @Override
  protected TokenStreamComponents createComponents(String fieldName) {
    Tokenizer tokens = new WhitespaceTokenizer();
    TokenStream lower = new LowerCaseFilter(tokens);
    TokenStream plain = new EnglishPossessiveFilter(new StopFilter(lower, STOP_WORDS));
    TokenStream content = new StopFilter(plain, STOP_WORDS);
    return new TokenStreamComponents(tokens, new SnowballFilter(content, new EnglishStemmer()));
  }
}

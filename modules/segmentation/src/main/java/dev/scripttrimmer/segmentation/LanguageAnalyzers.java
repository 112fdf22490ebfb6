package dev.scripttrimmer.segmentation;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.SimpleAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/** The analyzer of each language that common recogniser models speak. */
final class LanguageAnalyzers {
  private static final Map<String, Supplier<Analyzer>> BY_LANGUAGE =
      Map.ofEntries(
          Map.entry("en", SpokenEnglishAnalyzer::new),
          Map.entry("de", GermanAnalyzer::new),
          Map.entry("es", SpanishAnalyzer::new),
          Map.entry("fr", FrenchAnalyzer::new),
          Map.entry("it", ItalianAnalyzer::new),
          Map.entry("nl", DutchAnalyzer::new),
          Map.entry("pt", PortugueseAnalyzer::new),
          Map.entry("ru", RussianAnalyzer::new),
          Map.entry("sv", SwedishAnalyzer::new),
          Map.entry("tr", TurkishAnalyzer::new));

  private LanguageAnalyzers() {}

  /** A new analyzer, to be closed by the caller. */
  static Analyzer of(String languageTag) {
    String language = Locale.forLanguageTag(languageTag).getLanguage();
    return BY_LANGUAGE.getOrDefault(language, SimpleAnalyzer::new).get();
  }
}

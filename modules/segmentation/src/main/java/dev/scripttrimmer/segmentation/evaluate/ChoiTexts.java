package dev.scripttrimmer.segmentation.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes texts the way of Choi, "Advances in domain independent linear text segmentation" (NAACL
 * 2000): the first 3 to 11 sentences each of ten texts drawn at random, one after another. Choi
 * drew from the Brown corpus; what is drawn from here is the caller's choice, so results compare
 * with each other and not with published ones.
 */
public final class ChoiTexts {
  private static final int TOPICS = 10;
  private static final int MIN_SENTENCES = 3;
  private static final int MAX_SENTENCES = 11;

  private ChoiTexts() {}

  /**
   * @param sources whose topics are drawn from, at least ten in all
   * @param seed the same seed gives the same texts
   */
  public static List<ReferenceText> make(List<ReferenceText> sources, int count, long seed) {
    List<List<String>> pool = new ArrayList<>();
    sources.forEach(source -> pool.addAll(topics(source)));
    if (pool.size() < TOPICS) {
      throw new IllegalArgumentException("ten topics are needed, not " + pool.size());
    }
    Random random = new Random(seed);
    List<ReferenceText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(pool, random));
    }
    return texts;
  }

  private static ReferenceText text(List<List<String>> pool, Random random) {
    List<List<String>> drawn = new ArrayList<>(pool);
    Collections.shuffle(drawn, random);
    List<String> sentences = new ArrayList<>();
    BitSet borders = new BitSet();
    for (List<String> topic : drawn.subList(0, TOPICS)) {
      if (!sentences.isEmpty()) {
        borders.set(sentences.size());
      }
      int wanted = MIN_SENTENCES + random.nextInt(MAX_SENTENCES - MIN_SENTENCES + 1);
      sentences.addAll(topic.subList(0, Math.min(wanted, topic.size())));
    }
    return new ReferenceText(sentences, borders);
  }

  private static List<List<String>> topics(ReferenceText source) {
    List<List<String>> topics = new ArrayList<>();
    BitSet borders = source.borders();
    int from = 0;
    while (from < source.sentences().size()) {
      int next = borders.nextSetBit(from + 1);
      int to = next < 0 ? source.sentences().size() : next;
      topics.add(source.sentences().subList(from, to));
      from = to;
    }
    return topics;
  }
}

package dev.scripttrimmer.segmentation.evaluate;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Utterance;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A lecture whose interactions are known.
 *
 * @param transcript one utterance per line
 * @param interactions the indexes of the utterances that belong to one
 */
public record InteractionReference(Transcript transcript, BitSet interactions) {
  private static final String PLAIN = "lecture";

  public InteractionReference {
    interactions = (BitSet) interactions.clone();
  }

  /**
   * Reads lines of a role, the silence before the line in seconds, and its words, parted by spaces;
   * every role but {@code lecture} is an interaction.
   */
  public static InteractionReference parse(String text) {
    List<Utterance> utterances = new ArrayList<>();
    BitSet interactions = new BitSet();
    double now = 0;
    for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
      String[] parts = line.strip().split("\\s+", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("not role, pause and words: " + line);
      }
      interactions.set(utterances.size(), !parts[0].equals(PLAIN));
      Utterance utterance = SpokenText.utterance(parts[2], now + Double.parseDouble(parts[1]));
      utterances.add(utterance);
      now = utterance.span().end();
    }
    return new InteractionReference(
        new Transcript(utterances, "en", SpokenText.MODEL), interactions);
  }

  @Override
  public BitSet interactions() {
    return (BitSet) interactions.clone();
  }

  /** The utterances that lie in {@code spans} for the most part. */
  BitSet covered(List<TimeSpan> spans) {
    BitSet covered = new BitSet();
    for (int i = 0; i < transcript.utterances().size(); i++) {
      TimeSpan line = transcript.utterances().get(i).span();
      double inside = spans.stream().mapToDouble(line::overlap).sum();
      covered.set(i, inside > line.length() / 2);
    }
    return covered;
  }
}

package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.SegmentKind;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.segment.Segmenter;
import dev.scripttrimmer.domain.speech.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Segments a lecture by its words, pauses and cue phrases alone; a reviser, where there is one, may
 * then change the topics. Topics and titles are found in every language; cue phrases and
 * interactions are known in English. Thread-safe, if the reviser is.
 */
public final class LectureSegmenter implements Segmenter {
  private static final String FOUND = "lexical-dp";
  private static final String REVISED = "lexical-dp, revised";

  private final SegmentationConfig config;
  private final SegmentReviser reviser;

  public LectureSegmenter(SegmentationConfig config) {
    this(config, (transcript, topics) -> Optional.empty());
  }

  public LectureSegmenter(SegmentationConfig config, SegmentReviser reviser) {
    this.config = config;
    this.reviser = reviser;
  }

  @Override
  public Segmentation segment(Transcript transcript, VideoType type, double duration) {
    boolean english =
        Locale.forLanguageTag(transcript.language())
            .getLanguage()
            .equals(Locale.ENGLISH.getLanguage());
    try (Stemmer stemmer = new Stemmer(transcript.language())) {
      LectureText text = LectureText.of(transcript, stemmer, duration);
      if (text.isEmpty()) {
        return new Segmentation(List.of(), List.of());
      }
      List<Optional<LineRole>> roles =
          new LineRoles(text, english ? InteractionCues.ENGLISH : List.of()).find();
      TopicSearch search = new TopicSearch(text, roles, config, english);
      TopicBoundaries boundaries = search.find();
      PartNames names = new PartNames(text, stemmer, english);
      List<Segment> topics = topics(text, roles, boundaries, names, List.of());
      Optional<Revision> revision =
          reviser
              .revise(transcript, topics)
              .flatMap(proposals -> Revision.checked(proposals, text, config));
      if (revision.isPresent()) {
        boundaries = search.at(revision.get().starts());
        names = new PartNames(text, stemmer, english);
        topics = topics(text, roles, boundaries, names, revision.get().titles());
      }
      List<Segment> interactions =
          type == VideoType.LIVE
              ? interactions(text, roles, boundaries.starts(), topics, names)
              : List.of();
      return new Segmentation(topics, interactions);
    }
  }

  /**
   * @param titles one per topic, or none to have them found
   */
  private static List<Segment> topics(
      LectureText text,
      List<Optional<LineRole>> roles,
      TopicBoundaries boundaries,
      PartNames names,
      List<String> titles) {
    int[] starts = boundaries.starts();
    List<TermWeights> weights = TermWeights.ofParts(text, starts);
    List<Segment> topics = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      boolean last = i + 1 == starts.length;
      int end = last ? text.size() : starts[i + 1];
      List<Line> lines = text.lines().subList(starts[i], end);
      double from = i == 0 ? text.line(0).span().start() : text.cutBefore(starts[i]);
      double to = last ? text.line(end - 1).span().end() : text.cutBefore(end);
      topics.add(
          new Segment(
              i,
              SegmentKind.TOPIC,
              Optional.empty(),
              new TimeSpan(from, to),
              titles.isEmpty()
                  ? names.title(lines, weights.get(i), i + 1)
                  : names.unique(titles.get(i)),
              names.keywords(lines, weights.get(i)),
              Summary.of(plainLines(text, roles, starts[i], end), weights.get(i)),
              boundaries.confidence(i),
              titles.isEmpty() ? FOUND : REVISED));
    }
    return topics;
  }

  /** The lines that lecture, for a question to the audience sums nothing up; all if none does. */
  private static List<Line> plainLines(
      LectureText text, List<Optional<LineRole>> roles, int from, int to) {
    List<Line> plain =
        IntStream.range(from, to).filter(i -> roles.get(i).isEmpty()).mapToObj(text::line).toList();
    return plain.isEmpty() ? text.lines().subList(from, to) : plain;
  }

  private List<Segment> interactions(
      LectureText text,
      List<Optional<LineRole>> roles,
      int[] starts,
      List<Segment> topics,
      PartNames names) {
    List<Exchange> exchanges = Exchange.join(text, roles, starts);
    return new InteractionSegments(text, config, names).of(exchanges, topics, starts);
  }
}

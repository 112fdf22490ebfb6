package dev.scripttrimmer.pipeline;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.job.Recut;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.VideoJoiner;
import dev.scripttrimmer.domain.progress.ProgressUpdate.ClipReady;
import dev.scripttrimmer.domain.progress.ProgressUpdate.TranscriptPart;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.domain.result.TightenedVideo;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.SegmentKind;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.segment.TightCut;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectUrls;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.jobstore.Checkpoints;
import dev.scripttrimmer.jobstore.JobStoreConfig;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VideoPipelineTest {
  private static final Submission SUBMISSION = JobSamples.submission("lecture", JobSamples.START);
  private static final Segmentation FOUND = segments("Found", 0, 12, 12, FakeMedia.SECONDS);

  private final InMemoryObjectStore objects = new InMemoryObjectStore("videos", "results");
  private final CompletableFuture<Void> arrival = CompletableFuture.completedFuture(null);
  private final FakeMedia media = new FakeMedia();
  private final AtomicInteger recognised = new AtomicInteger();
  private final AtomicInteger joined = new AtomicInteger();
  private final Story story = new Story();
  private VideoJoiner joiner = this::join;

  @TempDir Path folder;
  private ScratchSpace scratch;

  @BeforeEach
  void upload() {
    scratch = ScratchSpace.open(folder);
    put(new byte[] {1, 2, 3});
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().contains("run-"))).isEmpty();
    }
    scratch.close();
  }

  @Test
  void soundIsHeardWhileTheVideoStillArrives() {
    media.start = Optional.of(FakeMedia.info(FakeMedia.SECONDS));
    CompletableFuture<Void> rest = new CompletableFuture<>();

    CompletableFuture<JobResult> run =
        CompletableFuture.supplyAsync(() -> run(new RunRequest(SUBMISSION, 1), rest));
    result(story.firstWords);
    assertThat(run).isNotDone();
    rest.complete(null);

    assertThat(result(run).s3Urls()).hasSize(2);
    assertThat(media.openedEarly).isEqualTo(1);
    assertThat(media.opened).isZero();
    assertThat(story.milestones).containsExactlyElementsOf(allButTheLast());
  }

  @Test
  void aVideoThatOnlyTheWholeTellsIsHeardWhenItIsThere() {
    run(1);

    assertThat(media.openedEarly).isZero();
    assertThat(media.opened).isEqualTo(1);
  }

  @Test
  void whatTheBeginningPromisedInVainIsHeardAgainAndUnderstoodOnce() {
    media.start = Optional.of(FakeMedia.info(0));
    media.endOfArrivingSound =
        () -> {
          throw new TrimException(ErrorCode.MEDIA_CORRUPT, "It cannot be read in one go.");
        };

    run(1);

    assertThat(media.openedEarly).isEqualTo(1);
    assertThat(media.opened).isEqualTo(1);
    assertThat(recognised).hasValue(chunks());
  }

  @Test
  void theWholeVideoIsJudgedWhateverWasHeardOfIt() {
    media.start = Optional.of(FakeMedia.info(FakeMedia.SECONDS));
    media.probing =
        () -> {
          throw new TrimException(ErrorCode.MEDIA_TRUNCATED, "It was cut short.");
        };

    assertFails(1, SUBMISSION, ErrorCode.MEDIA_TRUNCATED, Stage.AUDIO);
    media.probing = () -> {};
    media.start = Optional.empty();
    run(1);
    assertThat(media.opened).isEqualTo(1);
  }

  @Test
  void aDownloadThatBreaksOffIsWhatTheRunFailsOf() {
    media.start = Optional.of(FakeMedia.info(FakeMedia.SECONDS));
    CompletableFuture<Void> lost = new CompletableFuture<>();

    CompletableFuture<JobResult> run =
        CompletableFuture.supplyAsync(() -> run(new RunRequest(SUBMISSION, 1), lost));
    result(story.firstWords);
    lost.completeExceptionally(
        new ObjectStoreException(ObjectStoreException.Kind.UNAVAILABLE, "away", null));

    assertThatThrownBy(() -> result(run))
        .isInstanceOfSatisfying(
            TrimException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
              assertThat(e.failure().stage()).hasValue(Stage.DOWNLOAD);
            });
  }

  @Test
  void aClipIsInTheStoreBeforeTheNextOneIsCut() {
    media.afterFirstClip =
        () -> {
          assertThat(media.cut).hasSize(1);
          result(story.firstClip);
        };

    assertThat(run(1).s3Urls()).hasSize(2);
  }

  @Test
  void whoTakesARunOverDoesNotListenAgain() {
    run(1);
    JobResult result = run(1);

    assertThat(media.opened).isEqualTo(1);
    assertThat(recognised).hasValue(chunks());
    assertThat(result.transcript()).isNotNull();
    assertThat(media.cut).hasSize(2);
  }

  @Test
  void aRecutTakesTheSegmentsThatItIsGivenAndWhatWasHeardBefore() {
    JobResult before = run(1);
    Segmentation wanted = segments("Wanted", 3, 9);

    JobResult result = run(new RunRequest(recut(wanted), 2), arrival);

    assertThat(media.opened).isEqualTo(1);
    assertThat(result.videoSegments()).isEqualTo(wanted.topics());
    assertThat(result.s3Urls()).extracting(ClipLink::title).containsExactly("Wanted 0");
    assertThat(result.chunkFiles()).isEqualTo(before.chunkFiles());
    assertThat(result.timings()).doesNotContainKeys(Stage.TRANSCRIBE, Stage.SEGMENT);
    assertThat(story.milestones.subList(7, 14)).isEqualTo(allButTheLast());
    run(new RunRequest(recut(wanted), 3), arrival);
    assertThat(media.opened).isEqualTo(1);
  }

  @Test
  void anotherVideoInTheSamePlaceIsHeardAnew() {
    run(1);
    put(new byte[] {4, 5, 6});

    run(new RunRequest(recut(segments("Wanted", 3, 9)), 2), arrival);
    assertThat(media.opened).isEqualTo(2);
    assertFails(
        3, recut(segments("Beyond", 3, 9, 20, 30)), ErrorCode.INVALID_REQUEST, Stage.SEGMENT);
  }

  @Test
  void aVideoIsTightenedOnceWhoeverTakesTheRunOver() {
    RunRequest request = new RunRequest(tightened(), 1);
    JobResult result = run(request, arrival);
    JobResult again = run(request, arrival);

    TightenedVideo tight = result.tightened().orElseThrow();
    assertThat(tight.clips()).containsExactly(new TimeSpan(0, 5), new TimeSpan(8, 20));
    assertThat(tight.savedSeconds()).isCloseTo(3, within(1e-9));
    assertThat(tight.duration()).isCloseTo(17, within(1e-9));
    assertThat(result(objects.stat(new ObjectLocation("results", tight.s3Key())))).isPresent();
    assertThat(again.tightened()).isEqualTo(result.tightened());
    assertThat(joined).hasValue(1);
    assertThat(story.milestones.subList(0, 7)).isEqualTo(allButTheLast());
  }

  @Test
  void cuttingNeverLooksAsIfItBeganAgain() {
    run(new RunRequest(tightened(), 1), arrival);

    assertThat(story.cutting).containsSequence(0.25, 0.5).last().isEqualTo(1.0);
    assertThat(story.cutting).isSorted();
  }

  @Test
  void whatCannotBeJoinedFailsTheCut() {
    joiner =
        (video, info, keep, target, listener, cancellation) -> {
          throw new TrimException(ErrorCode.MEDIA_CORRUPT, "There is nothing to join.");
        };

    assertFails(1, tightened(), ErrorCode.MEDIA_CORRUPT, Stage.CUT);
    assertThat(media.cut).isEmpty();
  }

  private static Submission tightened() {
    return new Submission(
        SUBMISSION.key(),
        SUBMISSION.s3Url(),
        SUBMISSION.source(),
        SUBMISSION.videoType(),
        true,
        SUBMISSION.owner(),
        SUBMISSION.submittedAt(),
        Optional.empty());
  }

  private void assertFails(int run, Submission submission, ErrorCode code, Stage stage) {
    assertThatThrownBy(() -> run(new RunRequest(submission, run), arrival))
        .isInstanceOfSatisfying(
            TrimException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.failure().stage()).hasValue(stage);
            });
  }

  private static Submission recut(Segmentation segments) {
    return SUBMISSION.again(new Recut(1, FakeMedia.SECONDS, segments), JobSamples.START);
  }

  private static Segmentation segments(String title, double... borders) {
    List<Segment> topics = new ArrayList<>();
    for (int i = 0; i < borders.length; i += 2) {
      topics.add(
          new Segment(
              i / 2,
              SegmentKind.TOPIC,
              Optional.empty(),
              new TimeSpan(borders[i], borders[i + 1]),
              title + " " + i / 2,
              List.of(),
              "",
              1,
              "test"));
    }
    return new Segmentation(topics, List.of());
  }

  private static List<Milestone> allButTheLast() {
    return Arrays.asList(Milestone.values()).subList(0, Milestone.values().length - 1);
  }

  private void put(byte[] content) {
    result(objects.put(SUBMISSION.source(), content, "video/mp4", Precondition.none()));
  }

  private int chunks() {
    return result(
            objects.list("results", "jobs/" + SUBMISSION.key() + "/1/transcribe/chunk", "", 100))
        .objects()
        .size();
  }

  private JobResult run(int number) {
    return run(new RunRequest(SUBMISSION, number), arrival);
  }

  /**
   * @param rest when it completes, the video has arrived
   */
  private JobResult run(RunRequest request, CompletionStage<Void> rest) {
    PipelinePorts ports =
        new PipelinePorts(
            arrivingAfter(rest),
            new PlainUrls(),
            new Checkpoints(objects, JobStoreConfig.in("results")),
            media,
            media,
            new CountingRecognizer(),
            (transcript, type, duration) -> FOUND,
            media,
            (file, second, target, cancellation) -> {
              throw new TrimException(ErrorCode.MEDIA_CORRUPT, "There is no picture.");
            },
            (transcript, duration) ->
                TightCut.of(List.of(new TimeSpan(0, 5), new TimeSpan(8, duration)), duration),
            joiner);
    return new VideoPipeline(ports, new PipelineConfig("results", 1_000, 2), scratch)
        .run(request, story, new Cancellation());
  }

  private VideoJoiner.Joined join(
      Path video,
      MediaInfo info,
      List<TimeSpan> keep,
      Path target,
      VideoJoiner.ProgressListener listener,
      Cancellation cancellation) {
    joined.incrementAndGet();
    listener.progressed(0.5);
    listener.progressed(1);
    try {
      Files.writeString(target, "joined " + keep);
      return new VideoJoiner.Joined(target, Files.size(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectStore arrivingAfter(CompletionStage<Void> rest) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) ->
                method.getName().equals("download")
                    ? rest.thenCompose(
                        arrived -> {
                          try {
                            return (CompletionStage<?>) method.invoke(objects, arguments);
                          } catch (ReflectiveOperationException e) {
                            throw new AssertionError(e);
                          }
                        })
                    : method.invoke(objects, arguments));
  }

  private static final class Story implements RunMonitor {
    final List<Milestone> milestones = new ArrayList<>();
    final List<Double> cutting = new ArrayList<>();
    final CompletableFuture<TranscriptPart> firstWords = new CompletableFuture<>();
    final CompletableFuture<ClipReady> firstClip = new CompletableFuture<>();

    @Override
    public synchronized void reach(Milestone milestone) {
      if (milestones.isEmpty() || milestones.get(milestones.size() - 1) != milestone) {
        milestones.add(milestone);
      }
    }

    @Override
    public void progressed(Stage stage, double fraction) {
      assertThat(fraction).isBetween(0.0, 1.0);
      if (stage == Stage.CUT) {
        cutting.add(fraction);
      }
    }

    @Override
    public void heard(TranscriptPart part) {
      firstWords.complete(part);
    }

    @Override
    public void clipReady(ClipReady clip) {
      assertThat(clip.title()).isNotBlank();
      firstClip.complete(clip);
    }
  }

  private final class CountingRecognizer implements ChunkRecognizer {
    @Override
    public CompletionStage<List<Word>> recognize(
        AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
      recognised.incrementAndGet();
      return CompletableFuture.completedFuture(
          List.of(new Word("word" + chunk.index(), chunk.span(), 1)));
    }

    @Override
    public SpeechModel model() {
      return new SpeechModel("fake", "en", true);
    }
  }

  private static final class PlainUrls implements ObjectUrls {
    @Override
    public ObjectLocation locate(String s3Url) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public String urlOf(ObjectLocation location) {
      return "https://" + location.bucket() + "/" + location.key();
    }
  }
}

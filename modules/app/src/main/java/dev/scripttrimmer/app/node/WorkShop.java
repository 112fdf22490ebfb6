package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.app.config.SpeechSection.Isolation;
import dev.scripttrimmer.app.metrics.MediaMeters;
import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.media.AudioSource;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.ffmpeg.FfmpegMedia;
import dev.scripttrimmer.languagemodel.ChatReviser;
import dev.scripttrimmer.pipeline.ScratchSpace;
import dev.scripttrimmer.segmentation.LectureSegmenter;
import dev.scripttrimmer.segmentation.SegmentationConfig;
import dev.scripttrimmer.segmentation.Tightener;
import dev.scripttrimmer.vosk.InstalledModel;
import dev.scripttrimmer.vosk.IsolatedTranscriber;
import dev.scripttrimmer.vosk.SpeechModels;
import dev.scripttrimmer.vosk.VoskTranscriber;
import dev.scripttrimmer.worker.RecognizerPool;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a worker's pipeline needs besides the store: programs, a speech model, threads, disk.
 *
 * @param audio of {@code media}, counted
 * @param transcriber what {@code recognizers} work with, not counted
 */
record WorkShop(
    FfmpegMedia media,
    AudioSource audio,
    Transcriber transcriber,
    RecognizerPool recognizers,
    LectureSegmenter segmenter,
    Tightener tightener,
    ScratchSpace scratch) {
  private static final byte[] SILENCE = new byte[PcmFormat.BYTES_PER_SECOND / 10];

  /**
   * Finds and loads everything; blocks.
   *
   * @param resources takes charge of what is opened
   */
  static WorkShop open(AppConfig config, Resources resources, MediaMeters meters) {
    ScratchSpace scratch =
        resources.add("scratch space", ScratchSpace.open(config.worker().scratchFolder()));
    InstalledModel speech =
        new SpeechModels(config.modelFolder())
            .find(config.speech().configured(), environment("VOSK_MODEL_PATH"));
    InstalledModel model =
        environment("VOSK_SPK_MODEL_PATH").map(speech::withSpeakers).orElse(speech);
    // Its process starts while this one goes on.
    Supplier<Transcriber> starting = transcriber(config.speech().isolation(), model);
    FfmpegMedia media =
        resources.add(
            "media tools", new FfmpegMedia(config.media().toFfmpeg(config.cacheFolder()), meters));
    Transcriber transcriber = resources.add("speech model", starting.get());
    RecognizerPool recognizers =
        resources.add(
            "recognizers",
            new RecognizerPool(meters.count(transcriber), config.worker().recognizers()));
    return new WorkShop(
        media,
        meters.count(media.audio()),
        transcriber,
        recognizers,
        segmenter(config),
        new Tightener(config.segmentation().toTightening()),
        scratch);
  }

  private static Optional<Path> environment(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  private static Supplier<Transcriber> transcriber(Isolation isolation, InstalledModel model) {
    return switch (isolation) {
      case PROCESS -> IsolatedTranscriber.start(model)::await;
      case NONE -> () -> new VoskTranscriber(model);
    };
  }

  /**
   * Has the speech model hear a moment of silence. Blocks for some milliseconds.
   *
   * @throws dev.scripttrimmer.domain.TrimException when it is not loaded any more, or fails
   */
  void listen() {
    transcriber.transcribe(new AudioChunk(0, 0, SILENCE), words -> {}, new Cancellation());
  }

  private static LectureSegmenter segmenter(AppConfig config) {
    SegmentationConfig segmentation = config.segmentation().toSegmentation();
    return config
        .languageModel()
        .toLanguageModel()
        .map(model -> new LectureSegmenter(segmentation, new ChatReviser(model)))
        .orElseGet(() -> new LectureSegmenter(segmentation));
  }

  /** What this machine can do, as found by trial. */
  Set<String> capabilities() {
    return media.onGpu() ? Set.of("cpu", "gpu") : Set.of("cpu");
  }
}

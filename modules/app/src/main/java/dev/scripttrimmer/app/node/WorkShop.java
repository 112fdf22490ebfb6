package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.ffmpeg.FfmpegMedia;
import dev.scripttrimmer.pipeline.ScratchSpace;
import dev.scripttrimmer.segmentation.LectureSegmenter;
import dev.scripttrimmer.vosk.InstalledModel;
import dev.scripttrimmer.vosk.SpeechModels;
import dev.scripttrimmer.vosk.VoskTranscriber;
import dev.scripttrimmer.worker.RecognizerPool;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What a worker's pipeline needs besides the store: programs, a speech model, threads, disk. */
record WorkShop(
    FfmpegMedia media,
    RecognizerPool recognizers,
    LectureSegmenter segmenter,
    ScratchSpace scratch) {

  /**
   * Finds and loads everything; blocks.
   *
   * @param resources takes charge of what is opened
   */
  static WorkShop open(AppConfig config, Resources resources) {
    ScratchSpace scratch =
        resources.add("scratch space", ScratchSpace.open(config.worker().scratchFolder()));
    FfmpegMedia media =
        resources.add(
            "media tools", new FfmpegMedia(config.media().toFfmpeg(config.cacheFolder())));
    InstalledModel model =
        new SpeechModels(config.modelFolder())
            .find(
                config.speech().configured(),
                Optional.ofNullable(System.getenv("VOSK_MODEL_PATH")).map(Path::of));
    VoskTranscriber transcriber = resources.add("speech model", new VoskTranscriber(model));
    RecognizerPool recognizers =
        resources.add(
            "recognizers", new RecognizerPool(transcriber, config.worker().recognizers()));
    return new WorkShop(
        media, recognizers, new LectureSegmenter(config.segmentation().toSegmentation()), scratch);
  }

  /** What this machine can do, as found by trial. */
  Set<String> capabilities() {
    return media.onGpu() ? Set.of("cpu", "gpu") : Set.of("cpu");
  }
}

package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.domain.store.ObjectVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears a video as early as can be: not at all when it was heard before, while it still arrives
 * where its container allows, else when all of it is there.
 */
final class Listening {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final PipelinePorts ports;
  private final PipelineConfig config;
  private final RunRequest request;
  private final RunMonitor monitor;
  private final StageTimer timer;
  private final Cancellation cancellation;
  private final ObjectVersion source;
  private final HeardStore store;

  /**
   * @param source the content of the object that is heard
   */
  Listening(
      PipelinePorts ports,
      PipelineConfig config,
      RunRequest request,
      RunMonitor monitor,
      StageTimer timer,
      Cancellation cancellation,
      ObjectVersion source) {
    this.ports = ports;
    this.config = config;
    this.request = request;
    this.monitor = monitor;
    this.timer = timer;
    this.cancellation = cancellation;
    this.source = source;
    this.store = new HeardStore(ports.checkpoints(), request);
  }

  /**
   * What can be known of the sound before the video has arrived.
   *
   * @return empty when it has to be {@linkplain #listen listened} to; never what a video cut short
   *     or damaged pretends to be, as far as a probe of the whole finds that out
   */
  Optional<Heard> early(Incoming video) {
    Optional<Heard> known = store.recall(source);
    if (known.isPresent()) {
      monitor.reach(Milestone.EXTRACTING_AUDIO);
      monitor.reach(Milestone.CHUNKING);
      monitor.reach(Milestone.TRANSCRIBING);
      return known;
    }
    Optional<MediaInfo> start =
        VideoPipeline.in(Stage.DOWNLOAD, () -> ports.probe().peek(video.file(), cancellation));
    if (start.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          listen(
              () -> ports.audio().open(video.file(), start.get(), cancellation),
              start.get().duration()));
    } catch (TrimException e) {
      // Whatever it is, the whole video tells it better.
      cancellation.check();
      VideoPipeline.in(Stage.DOWNLOAD, video::await);
      LOG.info(
          "sound is decoded again from the whole video key={} code={}",
          request.submission().key(),
          e.code());
      return Optional.empty();
    }
  }

  /** Hears the whole of {@code media}, and keeps what was heard; blocks. */
  Heard listen(Path media, MediaInfo info) {
    return listen(() -> ports.audio().open(media, info, cancellation), info.duration());
  }

  private Heard listen(Supplier<PcmStream> sound, double duration) {
    return VideoPipeline.in(
        Stage.TRANSCRIBE,
        () ->
            new SpeechStages(ports, request, monitor, cancellation, config.chunksInFlight())
                .listen(sound, duration, source, timer));
  }

  /** Keeps what was heard in a video that turned out to be sound. */
  void keep(Heard heard) {
    store.keep(heard);
  }
}

package dev.scripttrimmer.app.metrics;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.media.AudioSource;
import dev.scripttrimmer.domain.media.GrowingFile;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.ffmpeg.process.ProcessListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What media cost: seconds of programs and of the recogniser, and seconds of media for them. */
public final class MediaMeters implements ProcessListener {
  private final MeterRegistry registry;
  private final Counter media;
  private final Counter sound;
  private final Timer recognizer;

  public MediaMeters(MeterRegistry registry) {
    this.registry = registry;
    media = seconds("trimmer.media", "Length of the videos that were listened to");
    sound = seconds("trimmer.recognizer.sound", "Length of the sound that was recognised");
    recognizer =
        Timer.builder("trimmer.recognizer")
            .description("Time that recognisers were at work, chunk by chunk")
            .register(registry);
    timer("ffmpeg");
    timer("ffprobe");
  }

  private Counter seconds(String name, String description) {
    return Counter.builder(name).description(description).baseUnit("seconds").register(registry);
  }

  private Timer timer(String program) {
    return Timer.builder("trimmer.program")
        .description("Runs of programs on media files, by the clock on the wall")
        .tag("program", program)
        .register(registry);
  }

  @Override
  public void ended(String program, Duration lived) {
    timer(program).record(lived);
  }

  /** The same source, counted. */
  public AudioSource count(AudioSource source) {
    return new AudioSource() {
      @Override
      public PcmStream open(Path file, MediaInfo info, Cancellation cancellation) {
        media.increment(info.duration());
        return source.open(file, info, cancellation);
      }

      @Override
      public PcmStream open(GrowingFile file, MediaInfo info, Cancellation cancellation) {
        media.increment(info.duration());
        return source.open(file, info, cancellation);
      }
    };
  }

  /** The same recogniser, counted; closing it closes the other. */
  public Transcriber count(Transcriber transcriber) {
    return new CountedTranscriber(transcriber, this::recognized);
  }

  private void recognized(int bytes, long nanos) {
    sound.increment(PcmFormat.seconds(bytes));
    recognizer.record(nanos, TimeUnit.NANOSECONDS);
  }
}

package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.media.AudioSource;
import dev.scripttrimmer.domain.media.ClipCutter;
import dev.scripttrimmer.domain.media.GrowingFile;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.MediaProbe;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A video of some seconds of noise, whose every file reads the same. */
final class FakeMedia implements MediaProbe, AudioSource, ClipCutter {
  static final int SECONDS = 20;

  final List<ClipOrder> cut = new ArrayList<>();
  Optional<MediaInfo> start = Optional.empty();
  Runnable probing = () -> {};
  Runnable endOfArrivingSound = () -> {};
  int opened;
  int openedEarly;

  /** What happens once the first clip is cut and the next is not. */
  Runnable afterFirstClip = () -> {};

  static MediaInfo info(double duration) {
    return new MediaInfo(
        "mov",
        duration,
        3,
        Optional.of(new MediaInfo.VideoStream("h264", 320, 180, 25)),
        Optional.of(new MediaInfo.AudioStream("aac", 48_000, 2)));
  }

  @Override
  public MediaInfo probe(Path media, Cancellation cancellation) {
    probing.run();
    return info(SECONDS);
  }

  @Override
  public Optional<MediaInfo> peek(GrowingFile media, Cancellation cancellation) {
    return start;
  }

  @Override
  public PcmStream open(Path media, MediaInfo info, Cancellation cancellation) {
    opened++;
    return new Noise(() -> {});
  }

  @Override
  public PcmStream open(GrowingFile media, MediaInfo info, Cancellation cancellation) {
    openedEarly++;
    return new Noise(
        () -> {
          endOfArrivingSound.run();
          media.awaitEnd();
        });
  }

  @Override
  public void cut(
      Path media,
      MediaInfo info,
      List<ClipOrder> orders,
      CutListener listener,
      Cancellation cancellation) {
    for (int i = 0; i < orders.size(); i++) {
      ClipOrder order = orders.get(i);
      listener.progressed((i + 0.5) / orders.size());
      try {
        Files.writeString(order.target(), "clip " + order.span());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      cut.add(order);
      listener.progressed((i + 1.0) / orders.size());
      listener.finished(i, new Clip(order.target(), order.span(), 4));
      if (i == 0) {
        afterFirstClip.run();
      }
    }
  }

  private static final class Noise implements PcmStream {
    private final ByteArrayInputStream sound;
    private final Runnable atEnd;

    Noise(Runnable atEnd) {
      byte[] pcm = new byte[SECONDS * PcmFormat.BYTES_PER_SECOND];
      new Random(1).nextBytes(pcm);
      this.sound = new ByteArrayInputStream(pcm);
      this.atEnd = atEnd;
    }

    @Override
    public int read(byte[] buffer) {
      int read = Math.max(0, sound.read(buffer, 0, buffer.length));
      if (read == 0) {
        atEnd.run();
      }
      return read;
    }

    @Override
    public void close() {}
  }
}

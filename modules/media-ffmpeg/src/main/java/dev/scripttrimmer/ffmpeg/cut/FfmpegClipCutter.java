package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.ClipCutter;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.ffmpeg.probe.FfmpegProbe;
import dev.scripttrimmer.ffmpeg.probe.MediaStreams;
import dev.scripttrimmer.ffmpeg.run.Ffmpeg;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts clips, one after the other; each uses all processors where it encodes. Thread-safe. */
public final class FfmpegClipCutter implements ClipCutter {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegClipCutter.class);

  private final FfmpegProbe probe;
  private final CopySourceOpener opener;
  private final CutSettings settings;
  private final PictureEncoder encoder;

  public FfmpegClipCutter(Ffmpeg ffmpeg, FfmpegProbe probe, CutSettings settings) {
    this.probe = probe;
    this.opener = new CopySourceOpener(ffmpeg, probe);
    this.settings = settings;
    this.encoder = new PictureEncoder(ffmpeg);
  }

  @Override
  public void cut(
      Path media,
      MediaInfo info,
      List<ClipOrder> orders,
      CutListener listener,
      Cancellation cancellation) {
    cancellation.check();
    if (orders.isEmpty()) {
      return;
    }
    try (Scratch scratch = Scratch.beside(orders.get(0).target())) {
      MediaStreams streams = probe.streams(media, cancellation);
      Optional<CopySource> source = opener.open(media, streams, scratch, cancellation);
      try {
        cutAll(
            new ClipMaker(media, streams, source, scratch, settings, encoder),
            orders,
            listener,
            cancellation);
      } finally {
        if (source.isPresent()) {
          source.get().close();
        }
      }
    } catch (EOFException e) {
      throw new TrimException(
          ErrorCode.MEDIA_CORRUPT, "The video is damaged: it ends before its pictures do.", e);
    } catch (IOException | UncheckedIOException e) {
      cancellation.check();
      LOG.warn("a clip cannot be written reason={}", e.getClass().getSimpleName());
      throw unwritten(e);
    }
  }

  private static void cutAll(
      ClipMaker maker, List<ClipOrder> orders, CutListener listener, Cancellation cancellation)
      throws IOException {
    double total = orders.stream().mapToDouble(o -> o.span().length()).sum();
    CutProgress progress = new CutProgress(listener, total);
    for (int i = 0; i < orders.size(); i++) {
      cancellation.check();
      Clip clip = maker.make(orders.get(i), progress, cancellation);
      progress.finished(orders.get(i).span().length());
      listener.finished(i, clip);
    }
  }

  /** What else keeps this program from writing a file in a folder of its own is a defect. */
  private static TrimException unwritten(Exception e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left on device");
    return full
        ? new TrimException(
            ErrorCode.SCRATCH_FULL, "The worker has no room left for this video's clips.", e)
        : new TrimException(ErrorCode.INTERNAL, "A clip could not be written.", e);
  }
}

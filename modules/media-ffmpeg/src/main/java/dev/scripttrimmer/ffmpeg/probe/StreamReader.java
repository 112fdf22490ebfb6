package dev.scripttrimmer.ffmpeg.probe;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.ffmpeg.process.Command;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.process.ProcessLimits;
import dev.scripttrimmer.ffmpeg.process.ProcessRunner;
import dev.scripttrimmer.ffmpeg.run.ExitCodes;
import dev.scripttrimmer.ffmpeg.run.UntrustedInput;
import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import net.bramp.ffmpeg.FFprobe;
import net.bramp.ffmpeg.builder.FFprobeBuilder;
import net.bramp.ffmpeg.probe.FFmpegProbeResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks ffprobe what streams a file declares. */
final class StreamReader {
  private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);

  /** No tags: they are a stranger's words, of any length. */
  private static final String FIELDS =
      "format=format_name,start_time,duration,nb_streams"
          + ":stream=index,codec_name,codec_type,profile,width,height,pix_fmt,field_order,id"
          + ",start_time,duration,r_frame_rate,avg_frame_rate,sample_rate,channels"
          + ":stream_disposition=attached_pic,still_image,timed_thumbnails";

  private static final int LONGEST_REPORT = 4 << 20;

  private final FfmpegToolchain toolchain;
  private final ProcessRunner runner;
  private final ProcessLimits limits;

  StreamReader(FfmpegToolchain toolchain, ProcessRunner runner, ProcessLimits limits) {
    this.toolchain = toolchain;
    this.runner = runner;
    this.limits = limits;
  }

  /**
   * @throws TrimException {@code NOT_A_VIDEO} when ffprobe cannot make sense of the file, {@code
   *     MEDIA_LIMITS_EXCEEDED}, {@code STAGE_TIMEOUT}, or the cancellation's reason
   */
  FFmpegProbeResult read(Path media, Cancellation cancellation) {
    return read(
        UntrustedInput.url(media),
        UntrustedInput.options(),
        Set.of(media.toAbsolutePath()),
        InputStream::nullInputStream,
        cancellation);
  }

  /**
   * The same by the beginning of a file that arrives.
   *
   * @param media opens it
   * @throws TrimException as {@link #read(Path, Cancellation)}, or the reason why it never arrives
   */
  FFmpegProbeResult read(Supplier<InputStream> media, Cancellation cancellation) {
    return read(UntrustedInput.PIPE, UntrustedInput.pipeOptions(), Set.of(), media, cancellation);
  }

  private FFmpegProbeResult read(
      String url,
      List<String> options,
      Set<Path> readable,
      Supplier<InputStream> input,
      Cancellation cancellation) {
    List<String> arguments =
        new FFprobeBuilder()
            .setShowFormat(false)
            .setShowStreams(false)
            .addExtraArgs("-show_entries", FIELDS)
            .addExtraArgs(options.toArray(String[]::new))
            .setInput(url)
            .build();
    try {
      FFprobe ffprobe =
          new FFprobe(
              toolchain.ffprobe().toString(),
              command ->
                  launch(
                      new Command(command, readable, Set.of(), false, limits),
                      input,
                      cancellation));
      FFmpegProbeResult result = ffprobe.probe(arguments);
      if (result.getFormat() == null || result.getStreams() == null) {
        throw notAVideo(null);
      }
      return result;
    } catch (IOException e) {
      throw notAVideo(e);
    } catch (TrimException e) {
      throw e;
    } catch (RuntimeException e) {
      // Numbers that no stream can have, which the library refuses in its own ways.
      LOG.debug("the report cannot be read reason={}", e.toString());
      throw new TrimException(
          ErrorCode.MEDIA_CORRUPT, "The video is damaged: it declares impossible values.", e);
    }
  }

  private Process launch(Command command, Supplier<InputStream> input, Cancellation cancellation) {
    if (command.arguments().contains("-version")) {
      // The library asks before each probe; the toolchain already knows.
      return new FinishedProcess(0, "ffprobe version " + toolchain.version() + "\n");
    }
    StringBuilder report = new StringBuilder();
    Exit exit = runner.run(command, input.get(), line -> append(report, line), cancellation);
    if (exit.overLimit()) {
      throw ExitCodes.failure(exit, "probe");
    }
    return new FinishedProcess(exit.code(), report.toString());
  }

  private static void append(StringBuilder report, String line) {
    if (report.length() + line.length() > LONGEST_REPORT) {
      throw new TrimException(
          ErrorCode.MEDIA_LIMITS_EXCEEDED, "The video has more streams than is allowed.");
    }
    report.append(line).append('\n');
  }

  private static TrimException notAVideo(IOException cause) {
    return new TrimException(ErrorCode.NOT_A_VIDEO, "The file cannot be read as a video.", cause);
  }
}

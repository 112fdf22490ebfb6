package dev.scripttrimmer.ffmpeg.run;

import java.nio.file.Path;
import java.util.List;

/**
 * How ffmpeg and ffprobe are told to open a file that a stranger sent.
 *
 * <p>ffmpeg trusts a file's content to name other files and servers (playlists, manifests, concat
 * lists), whatever the file is called. Only containers that hold their own media may be opened, and
 * only from plain files or a pipe. The {@code file:} prefix keeps a path from being read as a
 * protocol.
 */
public final class UntrustedInput {
  /** Standard input. */
  public static final String PIPE = "pipe:0";

  private static final String FORMATS =
      "mov,mp4,m4a,matroska,webm,avi,flv,mpegts,mpeg,ogg,wav,mp3,flac,aac,asf";

  private UntrustedInput() {}

  /** The options that stand before the input. */
  public static List<String> options() {
    return List.of("-protocol_whitelist", "file", "-format_whitelist", FORMATS);
  }

  /** The same for what comes through a pipe: it may not name any file either. */
  public static List<String> pipeOptions() {
    return List.of("-protocol_whitelist", "pipe", "-format_whitelist", FORMATS);
  }

  /**
   * @param file chosen by this program, never by a user
   */
  public static String url(Path file) {
    return "file:" + file.toAbsolutePath();
  }
}

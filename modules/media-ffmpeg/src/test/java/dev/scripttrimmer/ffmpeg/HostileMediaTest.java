package dev.scripttrimmer.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.ffmpeg.media.HostileFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad file gets its exact code, opens no other file and asks no server. */
@ExtendWith(SharedMedia.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileMediaTest {
  private Path folder;
  private final FfmpegMedia media;
  private HostileFiles files;
  private ServerSocket server;

  HostileMediaTest(FfmpegMedia media) {
    this.media = media;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    files = new HostileFiles(folder, "http://127.0.0.1:" + server.getLocalPort() + "/x.ts");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private record Case(String code, String name, Maker maker) {
    @Override
    public String toString() {
      return name + " is " + code;
    }
  }

  @FunctionalInterface
  private interface Maker {
    Path make(HostileFiles files, String name) throws IOException;
  }

  private static Case bad(String code, String name, Maker maker) {
    return new Case(code, name, maker);
  }

  private static Case list(String name, String content) {
    return bad("NOT_A_VIDEO", name, (f, n) -> f.list(n, content));
  }

  static Stream<Case> disguises() {
    String hls = "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n";
    String dash =
        "<?xml version=\"1.0\"?><MPD type=\"static\" mediaPresentationDuration=\"PT3S\">"
            + "<Period><AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\""
            + " bandwidth=\"1\"><BaseURL>URL</BaseURL><SegmentBase/></Representation>"
            + "</AdaptationSet></Period></MPD>";
    return Stream.of(
        bad("NOT_A_VIDEO", "empty.mp4", (f, n) -> f.bytes(n, new byte[0])),
        bad("NOT_A_VIDEO", "text.mp4", (f, n) -> f.text(n, "Hello, world.\n".repeat(500))),
        bad("NOT_A_VIDEO", "zeros.mp4", (f, n) -> f.bytes(n, new byte[100_000])),
        bad("NOT_A_VIDEO", "noise.mp4", (f, n) -> f.withNoise(n, f.plain(), 0, 50_000)),
        list("hls to a file.mp4", hls + "SECRET\n#EXT-X-ENDLIST\n"),
        list("hls to a server.mp4", hls + "URL\n#EXT-X-ENDLIST\n"),
        list("hls key.mp4", "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"URL\"\n" + hls + "SECRET\n"),
        list("hls master.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nURL\n"),
        list("dash.mp4", dash),
        list("concat to a file.mp4", "ffconcat version 1.0\nfile 'SECRET'\n"),
        list("concat to a server.mp4", "ffconcat version 1.0\nfile 'URL'\n"),
        list("concat:plain source.mp4", "ffconcat version 1.0\nfile 'SECRET'\n"),
        list("session.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n"),
        list("asx.wmv", "<asx version=\"3.0\"><entry><ref href=\"URL\"/></entry></asx>"),
        list("subtitles.mp4", "1\n00:00:00,000 --> 00:00:02,000\n<b>Hello</b>\n"),
        bad(
            "NOT_A_VIDEO",
            "picture.mp4",
            (f, n) -> Files.move(f.remade("p.png", "-frames:v", "1"), f.plain().resolveSibling(n))),
        bad("NOT_A_VIDEO", "moving.gif", (f, n) -> f.remade(n, "-t", "0.3")),
        bad("NOT_A_VIDEO", "sound.m4a", (f, n) -> f.remade(n, "-vn", "-c", "copy")),
        bad("NOT_A_VIDEO", "sound.flac", (f, n) -> f.remade(n, "-vn")),
        bad("MEDIA_LIMITS_EXCEEDED", "endless.flac", HostileFiles::endlessFlac),
        bad(
            "NOT_A_VIDEO",
            "cover.m4a",
            (f, n) ->
                f.remade(
                    n,
                    "-frames:v",
                    "1",
                    "-c:v",
                    "mjpeg",
                    "-pix_fmt",
                    "yuvj420p",
                    "-disposition:v",
                    "attached_pic",
                    "-c:a",
                    "copy")));
  }

  static Stream<Case> broken() {
    String fast = "+faststart";
    return Stream.of(
        bad("MEDIA_TRUNCATED", "tail half.mp4", (f, n) -> f.cutShort(n, f.plain(), 0.5)),
        bad("MEDIA_TRUNCATED", "tail almost.mp4", (f, n) -> f.cutShort(n, f.plain(), 0.99)),
        bad(
            "MEDIA_TRUNCATED",
            "fast half.mp4",
            (f, n) -> f.cutShort(n, f.remade("f1.mp4", "-c", "copy", "-movflags", fast), 0.5)),
        bad(
            "MEDIA_TRUNCATED",
            "fast almost.mp4",
            (f, n) -> f.cutShort(n, f.remade("f2.mp4", "-c", "copy", "-movflags", fast), 0.99)),
        bad(
            "MEDIA_TRUNCATED",
            "half.mkv",
            (f, n) -> f.cutShort(n, f.remade("m.mkv", "-c", "copy"), 0.5)),
        bad(
            "MEDIA_TRUNCATED",
            "half.avi",
            (f, n) -> f.cutShort(n, f.remade("m.avi", "-c:v", "mpeg4", "-c:a", "mp3"), 0.5)),
        bad(
            "MEDIA_TRUNCATED",
            "half.flv",
            (f, n) -> f.cutShort(n, f.remade("m.flv", "-c", "copy"), 0.5)),
        bad(
            "MEDIA_CORRUPT",
            "index.mp4",
            (f, n) -> {
              int moov = HostileFiles.contentOf(f.plain(), "moov");
              return f.withNoise(n, f.plain(), moov, moov + 900);
            }),
        bad(
            "MEDIA_CORRUPT",
            "content.mp4",
            (f, n) -> {
              int mdat = HostileFiles.contentOf(f.plain(), "mdat");
              int moov = HostileFiles.contentOf(f.plain(), "moov") - 8;
              return f.withNoise(n, f.plain(), mdat, moov);
            }),
        bad("MEDIA_CORRUPT", "nested.mp4", HostileFiles::nested),
        bad(
            "MEDIA_CORRUPT",
            "nothing but a type.mp4",
            (f, n) -> f.bytes(n, HostileFiles.box("ftyp", "isom\0\0\2\0isom".getBytes()))),
        // Ticks become seconds: three seconds of sound where an hour is declared.
        bad("MEDIA_TRUNCATED", "no timescale.mp4", HostileFiles::withoutTimescales),
        bad("NO_AUDIO_TRACK", "mute.mp4", (f, n) -> f.remade(n, "-an", "-c", "copy")),
        bad(
            "MEDIA_LIMITS_EXCEEDED",
            "wide.mp4",
            (f, n) ->
                f.made(
                    n,
                    "-f",
                    "lavfi",
                    "-i",
                    "color=s=16384x64:r=5:d=1",
                    "-f",
                    "lavfi",
                    "-i",
                    "anullsrc=d=1",
                    "-t",
                    "1",
                    "-c:v",
                    "libx264")),
        bad("MEDIA_LIMITS_EXCEEDED", "crowd.mp4", (f, n) -> f.remade(n, copies(100))),
        bad("MEDIA_LIMITS_EXCEEDED", "mass.mp4", (f, n) -> f.withTracks(n, 900)),
        // ffmpeg itself gives up at a thousand.
        bad("MEDIA_CORRUPT", "thousands.mp4", (f, n) -> f.withTracks(n, 5000)));
  }

  private static String[] copies(int count) {
    List<String> options = new ArrayList<>(List.of("-c", "copy", "-map", "0:v"));
    Collections.nCopies(count, List.of("-map", "0:a")).forEach(options::addAll);
    return options.toArray(String[]::new);
  }

  static Stream<Case> unusual() {
    return Stream.of(
        bad("fine", "plain.mp4", (f, n) -> f.remade(n, "-c", "copy")),
        bad("fine", "silent.mp4", (f, n) -> f.remade(n, "-af", "volume=0", "-c:v", "copy")),
        bad(
            "fine",
            "really a matroska.mp4",
            (f, n) -> Files.move(f.remade("wrong.mkv", "-c", "copy"), f.plain().resolveSibling(n))),
        bad(
            "fine",
            "live.webm",
            (f, n) ->
                f.remade(
                    n, "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-live", "1")),
        bad(
            "fine",
            "markup.mp4",
            (f, n) ->
                f.remade(
                    n,
                    "-c",
                    "copy",
                    "-metadata",
                    "title=<script>\u202E\u0416</script>\n[x]",
                    "-metadata:s:v",
                    "handler_name='\"; rm")),
        bad(
            "fine",
            "before zero.mkv",
            (f, n) ->
                f.remade(n, "-c", "copy", "-output_ts_offset", "-1", "-avoid_negative_ts", "0")),
        bad(
            "fine",
            "wrapping.ts",
            (f, n) -> f.remade(n, "-c", "copy", "-output_ts_offset", "95442")),
        bad(
            "fine",
            "changing rate.mp4",
            (f, n) -> f.remade(n, "-vf", "select='not(mod(n,3))+gt(n,40)'", "-fps_mode", "vfr")),
        bad("fine", "odd codecs.mkv", (f, n) -> f.remade(n, "-c:v", "ffv1", "-c:a", "pcm_f32le")),
        bad("fine", "ünïcode \u202E.mp4", (f, n) -> f.remade(n, "-c", "copy")));
  }

  @ParameterizedTest
  @MethodSource({"disguises", "broken", "unusual"})
  void getsItsExactCode(Case given) throws IOException {
    Path file = given.maker().make(files, given.name());

    assertThat(codeOf(file)).isEqualTo(given.code());
    assertNobodyCalled();
  }

  /** What a job on this file ends with, as far as its sound. */
  private String codeOf(Path file) {
    try {
      MediaInfo info = media.probe().probe(file, new Cancellation());
      try (PcmStream sound = media.audio().open(file, info, new Cancellation())) {
        byte[] buffer = new byte[64_000];
        long bytes = 0;
        for (int n = sound.read(buffer); n > 0; n = sound.read(buffer)) {
          bytes += n;
        }
        assertThat(bytes / 32_000.0).isBetween(1.9, 4.5);
      }
      assertThat(info.duration()).isBetween(1.9, 4.5);
      return "fine";
    } catch (TrimException e) {
      assertThat(e.failure().detail()).doesNotContain(folder.toString());
      return e.code().name();
    }
  }

  private void assertNobodyCalled() throws IOException {
    server.setSoTimeout(1);
    try {
      server.accept().close();
      throw new AssertionError("ffmpeg asked a server");
    } catch (SocketTimeoutException e) {
      // Nobody waits to be accepted, and the children that could call have ended.
    }
  }
}

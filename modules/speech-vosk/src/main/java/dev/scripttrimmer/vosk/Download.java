package dev.scripttrimmer.vosk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Fetches bounded files over HTTP. */
final class Download {
  private static final Duration TO_CONNECT = Duration.ofSeconds(15);
  private static final Duration TO_ANSWER = Duration.ofSeconds(60);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(TO_CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final Duration patience;

  /**
   * @param patience how long a sender may be silent
   */
  Download(Duration patience) {
    this.patience = patience;
  }

  /**
   * @throws IOException when the server cannot be reached, answers anything but 200, sends more
   *     than {@code maxBytes}, or nothing for too long
   */
  String text(URI source, int maxBytes) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (PatientReader body = open(source)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        content.write(buffer, 0, n);
        if (content.size() > maxBytes) {
          throw new IOException("the answer is longer than " + maxBytes + " bytes");
        }
      }
    }
    return content.toString(StandardCharsets.UTF_8);
  }

  /**
   * Writes what {@code source} sends to {@code target}.
   *
   * @param size how many bytes there must be
   * @param progress hears how many bytes there are so far
   * @return their MD5 in hexadecimal
   * @throws IOException as {@link #text}, and when more or fewer bytes come
   */
  String file(URI source, Path target, long size, LongConsumer progress) throws IOException {
    MessageDigest md5 = md5();
    try (PatientReader body = open(source);
        OutputStream file = Files.newOutputStream(target);
        OutputStream out = new DigestOutputStream(file, md5)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long done = 0;
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        done += n;
        if (done > size) {
          throw new IOException("more than the announced " + size + " bytes came");
        }
        out.write(buffer, 0, n);
        progress.accept(done);
      }
      if (done < size) {
        throw new IOException("only " + done + " of " + size + " bytes came");
      }
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  private PatientReader open(URI source) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(source).timeout(TO_ANSWER).build();
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new IOException("the server answers with status " + response.statusCode());
      }
      return new PatientReader(response.body(), patience);
    } catch (IllegalArgumentException e) {
      throw new IOException(source + " is no address to download from", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}

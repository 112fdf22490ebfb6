package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.Precondition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final String PATH = "/jobs/" + KEY + "/archive.zip";

  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void everythingOfTheRunIsInTheArchiveByteForByte() throws Exception {
    gateway.work().complete();
    byte[] large = new byte[5 << 20];
    new Random(7).nextBytes(large);
    put("1/upload/segments.json", "{}".getBytes());
    put("1/upload/empty.txt", new byte[0]);
    put("1/upload/\u00fcber.bin", large);
    put("1/upload/clips/topic-01-of-an-attempt-that-died.mp4", new byte[] {1});
    put("1/transcribe/chunk-0000.json", new byte[] {1});

    HttpResponse<byte[]> response = archive(PATH);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/zip");
    assertThat(response.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"lecture.zip\"; filename*=UTF-8''lecture.zip");
    Map<String, byte[]> files = unpacked(response.body());
    assertThat(files)
        .containsOnlyKeys("lecture/segments.json", "lecture/empty.txt", "lecture/\u00fcber.bin");
    assertThat(files.get("lecture/\u00fcber.bin")).isEqualTo(large);
    assertThat(files.get("lecture/empty.txt")).isEmpty();
  }

  @Test
  void namedFilesAloneCanBeHad() throws Exception {
    gateway.work().complete();
    put("1/upload/a.txt", new byte[] {1});
    put("1/upload/b.txt", new byte[] {2});
    put("1/upload/c.txt", new byte[] {3});

    assertThat(unpacked(archive(PATH + "?files=c.txt,a.txt").body()))
        .containsOnlyKeys("lecture/a.txt", "lecture/c.txt");
    assertRefusal(gateway.get(PATH + "?files=a.txt,x.txt"), 404, "not_found");
    assertRefusal(gateway.get(PATH + "?files="), 404, "not_found");
    assertRefusal(gateway.get(PATH + "?files=../../job.json"), 404, "not_found");
  }

  @Test
  void itsNameCanBeAskedFirst() throws Exception {
    gateway.work().complete();
    put("1/upload/a.txt", new byte[1000]);

    HttpResponse<String> head =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri(PATH))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-disposition"))
        .isEqualTo(archive(PATH).headers().firstValue("content-disposition"))
        .isPresent();
  }

  @Test
  void aJobWithoutAResultHasNoArchive() {
    assertRefusal(gateway.get(PATH), 404, "not_found");
    gateway.work();
    assertRefusal(gateway.get(PATH), 409, "no_result");
  }

  @Test
  void whenTheStoreIsAwayTheAnswerSaysSo() {
    gateway.work().complete();
    put("1/upload/a.txt", new byte[] {1});
    gateway.objects.close();

    HttpResponse<String> response = gateway.get(PATH);

    assertRefusal(response, 503, "storage_unavailable");
    assertThat(response.headers().firstValue("content-disposition")).isEmpty();
  }

  /** Unpacked from a stream, as those do who do not save it first. */
  private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private HttpResponse<byte[]> archive(String path) throws Exception {
    return gateway.http.send(
        HttpRequest.newBuilder(gateway.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private void put(String name, byte[] content) {
    result(
        gateway.objects.put(
            new ObjectLocation(FakeLinks.BUCKET, "jobs/" + KEY + "/" + name),
            content,
            "application/octet-stream",
            Precondition.none()));
  }
}

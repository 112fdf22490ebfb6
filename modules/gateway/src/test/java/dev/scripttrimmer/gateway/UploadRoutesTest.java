package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.encode;
import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadRoutesTest {
  private static final String STAMP =
      "videos/20260304_050607_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_";

  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void anUploadIsOneLinkAway() {
    HttpResponse<String> response =
        gateway.post("/get-presigned-url-endpoint", "{\"filename\": \"My talk.mp4\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = json(response);
    String key = body.path("s3_key").textValue();
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("message", "presigned_url", "s3_url", "s3_key", "expires_in");
    assertThat(body.path("message").textValue()).isEqualTo("Presigned URL generated successfully");
    assertThat(key).matches(STAMP + "My_talk\\.mp4");
    assertThat(body.path("s3_url").textValue()).isEqualTo(FakeLinks.BASE + key);
    assertThat(body.path("presigned_url").textValue())
        .isEqualTo(FakeLinks.BASE + key + "?sig=put-video.mp4&for=3600");
    assertThat(body.path("expires_in").intValue()).isEqualTo(3600);
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, passwd",
    "C:\\\\videos\\\\talk.MOV, talk.MOV",
    "..mp4, mp4",
    "…, video",
    "Über den Äther.webm, Uber_den_Ather.webm",
    "讲座.mp4, mp4",
    "a\"b'c<d>e.mp4, a_b_c_d_e.mp4",
    "a%2fb?c#d.mp4, a_2fb_c_d.mp4",
    "-rf.mp4, rf.mp4"
  })
  void aNameIsMadeHarmless(String filename, String kept) {
    HttpResponse<String> response =
        gateway.post(
            "/get-presigned-url-endpoint",
            "{\"filename\": \"" + filename.replace("\"", "\\\"") + "\"}");

    assertThat(json(response).path("s3_key").textValue()).matches(STAMP + kept);
  }

  @Test
  void aLongNameKeepsItsExtension() {
    HttpResponse<String> response =
        gateway.post(
            "/get-presigned-url-endpoint", "{\"filename\": \"" + "x".repeat(900) + ".webm\"}");

    assertThat(json(response).path("s3_key").textValue()).matches(STAMP + "x{80}\\.webm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"filename\": \"\"}",
        "{\"filename\": null}",
        "{\"filename\": []}",
        "{\"filename\": \"a.mp4\", \"content_type\": \"text/html\"}",
        "{\"filename\": \"a.mp4\", \"content_type\": \"video/mp4\\r\\nX: y\"}",
        "[",
        "\"a.mp4\""
      })
  void aBadRequestSaysWhatIsWrong(String body) {
    assertRefusal(gateway.post("/get-presigned-url-endpoint", body), 400, "invalid_request");
    String multipart = body.replace("content_type", "type");
    assertRefusal(gateway.post("/s3/multipart", multipart), 400, "invalid_request");
  }

  @Test
  void aLargeFileGoesInParts() {
    JsonNode created =
        json(gateway.post("/s3/multipart", "{\"filename\": \"big.mp4\", \"type\": \"video/mp4\"}"));
    String key = created.path("key").textValue();
    String upload = "/s3/multipart/" + created.path("uploadId").textValue();
    String query = "?key=" + encode(key);

    assertThat(key).matches(STAMP + "big\\.mp4");
    assertThat(gateway.get(upload + query).body())
        .isEqualTo("[{\"PartNumber\":1,\"ETag\":\"\\\"etag-1\\\"\",\"Size\":5}]");
    JsonNode signed = json(gateway.get(upload + "/7" + query));
    assertThat(signed.path("url").textValue())
        .isEqualTo(FakeLinks.BASE + key + "?sig=part-upload-1-7&for=3600");
    HttpResponse<String> completed =
        gateway.post(
            upload + "/complete" + query,
            "{\"parts\": [{\"PartNumber\": 1, \"ETag\": \"\\\"etag-1\\\"\"}]}");
    assertThat(completed.statusCode()).isEqualTo(200);
    assertThat(json(completed).path("location").textValue()).isEqualTo(FakeLinks.BASE + key);
    assertThat(json(completed).path("s3_url").textValue()).isEqualTo(FakeLinks.BASE + key);
    assertRefusal(gateway.get(upload + query), 404, "not_found");
    assertThat(gateway.delete(upload + query).body()).isEqualTo("{}");
  }

  @Test
  void tenThousandPartsAreTaken() {
    JsonNode created = json(gateway.post("/s3/multipart", "{\"filename\": \"big.mp4\"}"));
    String parts =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(
                i ->
                    "{\"PartNumber\":%d,\"ETag\":\"\\\"0123456789abcdef0123456789abcdef\\\"\"}"
                        .formatted(i))
            .collect(Collectors.joining(",", "{\"parts\":[", "]}"));

    HttpResponse<String> completed =
        gateway.post(
            "/s3/multipart/"
                + created.path("uploadId").textValue()
                + "/complete?key="
                + encode(created.path("key").textValue()),
            parts);

    assertThat(completed.statusCode()).isEqualTo(200);
  }

  @Test
  void onlyKeysThatWereGivenAreTaken() {
    String upload = "/s3/multipart/upload-1";
    for (String key :
        new String[] {
          "",
          "jobs/" + GatewayFixture.KEY + "/job.json",
          "videos/other.mp4",
          "videos/20260304_050607_00000000-0000-0000-0000-000000000000_../x"
        }) {
      String query = "?key=" + encode(key);
      assertRefusal(gateway.get(upload + query), 400, "invalid_request");
      assertRefusal(gateway.get(upload + "/1" + query), 400, "invalid_request");
      assertRefusal(
          gateway.post(upload + "/complete" + query, "{\"parts\": []}"), 400, "invalid_request");
      assertRefusal(gateway.delete(upload + query), 400, "invalid_request");
    }
    assertRefusal(gateway.get(upload), 400, "invalid_request");
  }

  @Test
  void badPartsAreRefused() {
    JsonNode created = json(gateway.post("/s3/multipart", "{\"filename\": \"big.mp4\"}"));
    String upload = "/s3/multipart/" + created.path("uploadId").textValue();
    String query = "?key=" + encode(created.path("key").textValue());

    for (String number : new String[] {"0", "10001", "-1", "x", "99999999999"}) {
      assertRefusal(gateway.get(upload + "/" + number + query), 400, "invalid_request");
    }
    for (String parts :
        new String[] {
          "{}",
          "{\"parts\": []}",
          "{\"parts\": [null]}",
          "{\"parts\": [{\"PartNumber\": 1}]}",
          "{\"parts\": [{\"PartNumber\": 0, \"ETag\": \"a\"}]}",
          "{\"parts\": [{\"PartNumber\": 1, \"ETag\": \"a\"}, {\"PartNumber\": 1, \"ETag\": \"b\"}]}"
        }) {
      assertRefusal(gateway.post(upload + "/complete" + query, parts), 400, "invalid_request");
    }
  }
}

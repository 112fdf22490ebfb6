package dev.scripttrimmer.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ObjectUrlsTest {
  private static final S3Config.Credentials CREDENTIALS = new S3Config.Credentials("id", "secret");
  private static final Set<String> BUCKETS = Set.of("videos", "clips.example");

  private final S3ObjectUrls amazon = new S3ObjectUrls(amazon("eu-west-1"), BUCKETS);
  private final S3ObjectUrls own =
      new S3ObjectUrls(S3Config.at(URI.create("http://127.0.0.1:9000"), CREDENTIALS), BUCKETS);

  @ParameterizedTest
  @CsvSource({
    "https://videos.s3.eu-west-1.amazonaws.com/a/b.mp4, videos, a/b.mp4",
    "https://videos.s3-eu-west-1.amazonaws.com/a/b.mp4, videos, a/b.mp4",
    "https://videos.s3.dualstack.eu-west-1.amazonaws.com/a/b.mp4, videos, a/b.mp4",
    "https://videos.s3.amazonaws.com/a/b.mp4, videos, a/b.mp4",
    "https://s3.eu-west-1.amazonaws.com/videos/a/b.mp4, videos, a/b.mp4",
    "https://s3.amazonaws.com/videos/a/b.mp4, videos, a/b.mp4",
    "https://clips.example.s3.eu-west-1.amazonaws.com/b.mp4, clips.example, b.mp4",
    "HTTPS://Videos.S3.EU-West-1.AmazonAWS.com:443/A.mp4, videos, A.mp4",
    "s3://videos/a/b.mp4, videos, a/b.mp4",
    "https://videos.s3.eu-west-1.amazonaws.com/a%20b%2Bc%2Fd.mp4, videos, a b+c/d.mp4",
    "https://videos.s3.eu-west-1.amazonaws.com/a+b.mp4, videos, a+b.mp4",
    "https://videos.s3.eu-west-1.amazonaws.com/%E6%B5%8B%E8%AF%95.mp4, videos, 测试.mp4",
    "https://videos.s3.eu-west-1.amazonaws.com/a..b/c...mp4, videos, a..b/c...mp4",
    "https://videos.s3.eu-west-1.amazonaws.com/100%25.mp4, videos, 100%.mp4"
  })
  @DisplayName("every form that Amazon's own tools write is read")
  void amazonForms(String url, String bucket, String key) {
    assertThat(amazon.locate(url)).isEqualTo(new ObjectLocation(bucket, key));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9000/videos/a/b.mp4, a/b.mp4",
    "http://videos.127.0.0.1:9000/a/b.mp4, a/b.mp4",
    "s3://videos/a/b.mp4, a/b.mp4"
  })
  @DisplayName("a store of one's own is read by its host and port")
  void ownEndpoint(String url, String key) {
    assertThat(own.locate(url)).isEqualTo(new ObjectLocation("videos", key));
  }

  @Test
  @DisplayName("the public endpoint of a store is read too, with or without its usual port")
  void publicEndpoint() {
    S3Config inside = S3Config.at(URI.create("http://minio:9000"), CREDENTIALS);
    S3ObjectUrls parser =
        new S3ObjectUrls(
            new S3Config(
                inside.endpoint(),
                Optional.of(URI.create("https://store.example")),
                "us-east-1",
                inside.credentials(),
                true,
                inside.timeouts(),
                inside.transfers()),
            BUCKETS);
    ObjectLocation location = new ObjectLocation("videos", "a.mp4");

    assertThat(parser.locate("http://minio:9000/videos/a.mp4")).isEqualTo(location);
    assertThat(parser.locate("https://store.example/videos/a.mp4")).isEqualTo(location);
    assertThat(parser.locate("https://store.example:443/videos/a.mp4")).isEqualTo(location);
    assertThat(parser.urlOf(location)).isEqualTo("https://store.example/videos/a.mp4");
  }

  @Test
  @DisplayName("a signed link's query is cut off")
  void cutsTheQuery() {
    ObjectLocation location =
        amazon.locate(
            "https://videos.s3.eu-west-1.amazonaws.com/a.mp4"
                + "?X-Amz-Signature=secret&x=https://evil.example/");
    assertThat(location).isEqualTo(new ObjectLocation("videos", "a.mp4"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "http://videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://evil.example/videos/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com.evil.example/a.mp4",
        "https://evil.example/https://videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://videos.s3.us-east-2.amazonaws.com/a.mp4",
        "https://s3.us-east-2.amazonaws.com/videos/a.mp4",
        "https://videos.s3-accelerate.amazonaws.com/a.mp4",
        "https://others.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://s3.eu-west-1.amazonaws.com/others/a.mp4",
        "s3://others/a.mp4",
        "s3://videos:443/a.mp4",
        "https://evil-videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://user:secret@videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com@evil.example/a.mp4",
        "https://evil.example%40videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com:8443/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com:/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com:0443/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com./a.mp4",
        "https://videos%2es3.eu-west-1.amazonaws.com/a.mp4",
        "https://169.254.169.254/videos/a.mp4",
        "https://[::1]/videos/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a.mp4#x",
        "https://evil.example#videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://evil.example\\.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://evil.example\\@videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com//a.mp4",
        "https://s3.eu-west-1.amazonaws.com/videos/../others/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/../a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a/./b.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a/%2e%2e/b.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%2F..%2Fb.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a/%2E./b.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%252Fb.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/%252e%252e/b.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%zz.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%00.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%0d%0aHost:%20evil",
        "https://videos.s3.eu-west-1.amazonaws.com/a%5C..%5Cb.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/%FF%FE.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/%C0%AE%C0%AE/b.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%E2%80%AE4pm.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/%EF%BC%8E%EF%BC%8E/b.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a%EF%BC%8Fb.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a b.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a\tb.mp4",
        " https://videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a.mp4\n",
        "https://vid\u0435os.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://videos\u3002s3.eu-west-1.amazonaws.com/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com\uff0fa.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com/a.mp4?versionId=3",
        "https://videos.s3.eu-west-1.amazonaws.com/a.mp4?a=b&versionId=3"
      })
  @DisplayName("whatever else is refused, with a detail that does not repeat it")
  void refuses(String url) {
    assertThatThrownBy(() -> amazon.locate(url))
        .isInstanceOfSatisfying(
            TrimException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.URL_NOT_ALLOWED);
              assertThat(e.failure().detail())
                  .startsWith("s3_url")
                  .doesNotContain("evil", "secret");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "videos/a.mp4",
        "https:videos.s3.eu-west-1.amazonaws.com/a.mp4",
        "https://videos.s3.eu-west-1.amazonaws.com",
        "https://videos.s3.eu-west-1.amazonaws.com/",
        "https://videos.s3.eu-west-1.amazonaws.com/folder/",
        "https://s3.eu-west-1.amazonaws.com/videos",
        "https://s3.eu-west-1.amazonaws.com/videos/"
      })
  @DisplayName("what is no URL of an object is an invalid request")
  void notAnObject(String url) {
    assertThatThrownBy(() -> amazon.locate(url))
        .isInstanceOfSatisfying(
            TrimException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:9000/videos/a.mp4",
        "http://127.0.0.1/videos/a.mp4",
        "http://127.0.0.1:9001/videos/a.mp4",
        "http://localhost:9000/videos/a.mp4",
        "http://0x7f.1:9000/videos/a.mp4",
        "http://2130706433:9000/videos/a.mp4",
        "http://127.0.0.1:9000/others/a.mp4",
        "https://videos.s3.us-east-1.amazonaws.com/a.mp4"
      })
  @DisplayName("a store of one's own has one name, and Amazon's hosts are foreign to it")
  void refusesForeignHosts(String url) {
    assertThatThrownBy(() -> own.locate(url))
        .isInstanceOfSatisfying(
            TrimException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.URL_NOT_ALLOWED));
  }

  @Test
  @DisplayName("overlong URLs and keys are refused")
  void tooLong() {
    String host = "https://videos.s3.eu-west-1.amazonaws.com/";
    assertThatThrownBy(() -> amazon.locate(host + "a".repeat(8192)))
        .hasMessageContaining("8192 characters");
    assertThatThrownBy(() -> amazon.locate(host + "a".repeat(1025)))
        .hasMessageContaining("1024 bytes");
    assertThat(amazon.locate(host + "a".repeat(1024)).key()).hasSize(1024);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b.mp4", "a b+c&d=e'(1)!*~.mp4", "测试 🎬.mp4", "100% sure?.mp4", "a#b:c@d"})
  @DisplayName("what is written is read again")
  void roundTrip(String key) {
    ObjectLocation location = new ObjectLocation("videos", key);
    for (S3ObjectUrls parser : List.of(amazon, own)) {
      assertThat(parser.locate(parser.urlOf(location))).isEqualTo(location);
    }
  }

  @Test
  @DisplayName("URLs are written with the bucket in the host, or in the path where configured")
  void written() {
    ObjectLocation location = new ObjectLocation("videos", "a b.mp4");
    assertThat(amazon.urlOf(location))
        .isEqualTo("https://videos.s3.eu-west-1.amazonaws.com/a%20b.mp4");
    assertThat(own.urlOf(location)).isEqualTo("http://127.0.0.1:9000/videos/a%20b.mp4");
    assertThat(new S3ObjectUrls(amazon("cn-north-1"), BUCKETS).urlOf(location))
        .isEqualTo("https://videos.s3.cn-north-1.amazonaws.com.cn/a%20b.mp4");
  }

  private static S3Config amazon(String region) {
    return new S3Config(
        Optional.empty(),
        Optional.empty(),
        region,
        Optional.of(CREDENTIALS),
        false,
        S3Config.Timeouts.DEFAULT,
        S3Config.Transfers.DEFAULT);
  }
}

package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.LinkSigner;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Signs links to S3 by Signature Version 4. The first link may wait for credentials that are
 * searched for; given ones never do.
 */
public final class S3LinkSigner implements LinkSigner, AutoCloseable {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MAX_PARTS = 10_000;

  private final S3Presigner presigner;

  public S3LinkSigner(S3Config config) {
    S3Presigner.Builder builder = S3Presigner.builder();
    config.visibleEndpoint().ifPresent(builder::endpointOverride);
    this.presigner =
        builder
            .region(Region.of(config.region()))
            .credentialsProvider(S3Connection.credentials(config))
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(config.pathStyle()).build())
            .build();
  }

  @Override
  public URI signPut(ObjectLocation location, String contentType, Duration validity) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(location.bucket())
            .key(location.key())
            .contentType(contentType)
            .build();
    return URI.create(
        presigner
            .presignPutObject(r -> r.signatureDuration(checked(validity)).putObjectRequest(request))
            .url()
            .toString());
  }

  @Override
  public URI signGet(ObjectLocation location, Optional<String> downloadName, Duration validity) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(location.bucket()).key(location.key());
    downloadName.ifPresent(name -> request.responseContentDisposition(attachment(name)));
    return URI.create(
        presigner
            .presignGetObject(
                r -> r.signatureDuration(checked(validity)).getObjectRequest(request.build()))
            .url()
            .toString());
  }

  @Override
  public URI signPart(ObjectLocation location, String uploadId, int partNumber, Duration validity) {
    if (partNumber < 1 || partNumber > MAX_PARTS) {
      throw new IllegalArgumentException("parts are numbered 1 to 10000");
    }
    UploadPartRequest request =
        UploadPartRequest.builder()
            .bucket(location.bucket())
            .key(location.key())
            .uploadId(uploadId)
            .partNumber(partNumber)
            .build();
    return URI.create(
        presigner
            .presignUploadPart(
                r -> r.signatureDuration(checked(validity)).uploadPartRequest(request))
            .url()
            .toString());
  }

  @Override
  public void close() {
    presigner.close();
  }

  private static Duration checked(Duration validity) {
    if (validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a link is valid for 1 second to 7 days");
    }
    return validity;
  }

  /** RFC 6266: the plain name for old browsers, the exact one in RFC 8187's form for the others. */
  private static String attachment(String name) {
    String plain = name.replaceAll("[^ -~]|[\"\\\\%;]", "_");
    String exact =
        URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
  }
}

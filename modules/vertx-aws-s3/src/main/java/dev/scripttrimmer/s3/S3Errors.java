package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what a failure of the SDK means. */
final class S3Errors {
  private static final Set<String> CREDENTIAL_CODES =
      Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired");
  private static final Set<String> DIGEST_CODES =
      Set.of("BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch");

  private S3Errors() {}

  /**
   * @param operation for the message, such as {@code PutObject}
   * @return an {@link ObjectStoreException}, or the {@link TrimException} found among the causes
   */
  static RuntimeException explain(String operation, Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ObjectStoreException || t instanceof TrimException) {
        return (RuntimeException) t;
      }
      if (t instanceof AwsServiceException answer) {
        return new ObjectStoreException(kind(answer), describe(operation, answer), answer);
      }
    }
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    // Anything but the SDK's own exceptions is a defect on this side, which no retry mends.
    boolean network = cause instanceof SdkException || cause instanceof IOException;
    return new ObjectStoreException(
        network ? Kind.UNAVAILABLE : Kind.INVALID, operation + " got no answer", cause);
  }

  /** Whether a write was refused because another one was under way: it may be tried again. */
  static boolean isConflict(Throwable thrown) {
    return status(thrown) == 409;
  }

  /** The HTTP status that the store answered with; 0 when there was no answer. */
  static int status(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof AwsServiceException answer) {
        return answer.statusCode();
      }
    }
    return 0;
  }

  /** The store's own name of the failure; empty when there is none. */
  static String code(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof AwsServiceException answer) {
        return code(answer);
      }
    }
    return "";
  }

  private static String code(AwsServiceException answer) {
    return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
        ? ""
        : answer.awsErrorDetails().errorCode();
  }

  private static Kind kind(AwsServiceException answer) {
    String code = code(answer);
    if (DIGEST_CODES.contains(code)) {
      return Kind.CORRUPT;
    }
    if (CREDENTIAL_CODES.contains(code)) {
      return Kind.DENIED;
    }
    // From the refusal of a request that seems to come from another time the SDK learns the store's
    // time, so that the next one is not refused.
    if (code.equals("RequestTimeout") || answer.isClockSkewException()) {
      return Kind.UNAVAILABLE;
    }
    int status = answer.statusCode();
    return switch (status) {
      case 401, 403 -> Kind.DENIED;
      case 404 -> Kind.NOT_FOUND;
      case 412 -> Kind.PRECONDITION_FAILED;
      case 408, 409, 425, 429 -> Kind.UNAVAILABLE;
      case 416 -> Kind.CORRUPT;
      default -> status >= 300 && status < 500 ? Kind.INVALID : Kind.UNAVAILABLE;
    };
  }

  // The store's own message is left out: it can quote the key, and with it a user's file name.
  private static String describe(String operation, AwsServiceException answer) {
    return operation
        + " answered status="
        + answer.statusCode()
        + " code="
        + code(answer)
        + " request="
        + answer.requestId();
  }
}

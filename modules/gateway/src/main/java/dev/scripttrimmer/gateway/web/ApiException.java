package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A refusal, with everything that its HTTP answer says. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Duration STORAGE_RETRY = Duration.ofSeconds(5);

  private final int status;
  private final String code;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param code stable, in snake case
   * @param detail one sentence that a person can act on
   * @param retryAfter when the same request may succeed
   */
  public ApiException(
      int status, String code, String detail, Optional<Duration> retryAfter, Throwable cause) {
    super(detail, cause, false, false);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** What a client sent makes no sense. */
  public static ApiException invalid(String detail) {
    return of(Failure.of(ErrorCode.INVALID_REQUEST, detail), null);
  }

  /** There is no such thing. */
  public static ApiException notFound(String detail) {
    return of(Failure.of(ErrorCode.NOT_FOUND, detail), null);
  }

  /**
   * It does not fit how things stand.
   *
   * @param code stable, in snake case
   */
  public static ApiException conflict(String code, String detail) {
    return new ApiException(409, code, detail, Optional.empty(), null);
  }

  /** Too much at once; later it may be less. */
  public static ApiException tooMany(String detail, Duration retryAfter) {
    return new ApiException(429, "too_many_requests", detail, Optional.of(retryAfter), null);
  }

  /** What {@code thrown} means to a client; anything unexpected is an internal error. */
  public static ApiException of(Throwable thrown) {
    if (thrown instanceof ApiException refusal) {
      return refusal;
    }
    if (thrown instanceof CompletionException && thrown.getCause() != null) {
      return of(thrown.getCause());
    }
    if (thrown instanceof TrimException failed) {
      return of(failed.failure(), failed);
    }
    if (thrown instanceof ObjectStoreException failed) {
      return of(storage(failed), failed);
    }
    if (thrown instanceof HttpException http) {
      return ofStatus(http.getStatusCode());
    }
    return of(Failure.of(ErrorCode.INTERNAL, "The service failed; its log says why."), thrown);
  }

  /** What the web server itself refuses. */
  public static ApiException ofStatus(int status) {
    String code =
        switch (status) {
          case 401 -> "unauthorized";
          case 403 -> "forbidden";
          case 404 -> "not_found";
          case 405 -> "method_not_allowed";
          case 408 -> "request_timeout";
          case 413 -> "payload_too_large";
          case 414 -> "uri_too_long";
          case 415 -> "unsupported_media_type";
          case 431 -> "headers_too_large";
          case 503 -> "request_timeout";
          default -> status < 500 ? "invalid_request" : "internal";
        };
    String detail =
        switch (status) {
          case 401 -> "Sign in first.";
          case 403 -> "This is not allowed.";
          case 404 -> "There is nothing at this path.";
          case 405 -> "This path does not support the method.";
          case 408, 503 -> "The request took too long; try again.";
          case 413 -> "The request body is too large; upload files to a presigned URL instead.";
          case 414 -> "The URL is too long.";
          case 415 -> "Send the body as JSON, with Content-Type: application/json.";
          case 431 -> "The request headers are too large.";
          default ->
              status < 500
                  ? "The request could not be understood."
                  : "The service failed; its log says why.";
        };
    return new ApiException(status, code, detail, Optional.empty(), null);
  }

  private static ApiException of(Failure failure, Throwable cause) {
    return new ApiException(
        status(failure.code()),
        failure.code().name().toLowerCase(Locale.ROOT),
        failure.detail(),
        failure.code() == ErrorCode.STORAGE_UNAVAILABLE
            ? Optional.of(STORAGE_RETRY)
            : Optional.empty(),
        cause);
  }

  private static Failure storage(ObjectStoreException failed) {
    String reason =
        switch (failed.kind()) {
          case DENIED -> "The object store refuses the service's credentials.";
          case NOT_FOUND -> "The object store has no such bucket or object.";
          case UNAVAILABLE -> "The object store does not answer; try again in a few seconds.";
          case CORRUPT, INVALID, PRECONDITION_FAILED ->
              "The object store did not accept what it was asked; try again in a few seconds.";
        };
    return Failure.of(ErrorCode.STORAGE_UNAVAILABLE, reason);
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST -> 400;
      case UNAUTHORIZED -> 401;
      case FORBIDDEN, URL_NOT_ALLOWED -> 403;
      case NOT_FOUND, OBJECT_NOT_FOUND -> 404;
      case CANCELLED -> 409;
      case OBJECT_TOO_LARGE -> 413;
      case NOT_A_VIDEO,
          NO_AUDIO_TRACK,
          NO_SPEECH,
          MEDIA_CORRUPT,
          MEDIA_TRUNCATED,
          MEDIA_LIMITS_EXCEEDED ->
          422;
      case TOO_MANY_REQUESTS -> 429;
      case STORAGE_UNAVAILABLE, SCRATCH_FULL, STAGE_TIMEOUT, WORKERS_LOST -> 503;
      case RECOGNISER_FAILED, INTERNAL -> 500;
    };
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}

package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Times what goes through a client of the SDK. */
final class RequestWatch implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> BEGAN = new ExecutionAttribute<>("RequestBegan");

  private final RequestListener listener;

  RequestWatch(RequestListener listener) {
    this.listener = listener;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(BEGAN, System.nanoTime());
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    ended(attributes, Optional.empty());
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    RuntimeException why = S3Errors.explain("request", context.exception());
    ended(
        attributes,
        Optional.of(why instanceof ObjectStoreException store ? store.kind() : Kind.UNAVAILABLE));
  }

  private void ended(ExecutionAttributes attributes, Optional<Kind> failure) {
    listener.ended(
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
        failure,
        Duration.ofNanos(System.nanoTime() - attributes.getAttribute(BEGAN)));
  }
}

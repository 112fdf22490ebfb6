package dev.scripttrimmer.s3;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Has no request of a client follow another one on its connection. The SDK cancels a request that
 * was refused, by closing its connection; now and then it has handed that to the next request by
 * then, which is lost with it.
 */
final class FreshConnection implements ExecutionInterceptor {
  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.httpRequest().copy(request -> request.putHeader("Connection", "close"));
  }
}

package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.sender.SendFence;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Records what the SDK's exceptions do not tell about a request: whether it was sent, and the
 * status and headers of the answer.
 */
final class SnsCall {
  private static final ExecutionAttribute<SnsCall> CALL = new ExecutionAttribute<>("coupon-call");

  private final SendFence fence;
  private volatile boolean abandoned;
  private volatile boolean handedOver;
  private volatile int status;
  private volatile Optional<String> retryAfter = Optional.empty();

  SnsCall(SendFence fence) {
    this.fence = fence;
  }

  /** Returns true if the fence stopped it before anything was sent. */
  boolean abandoned() {
    return abandoned;
  }

  /** Returns true once the request was passed to the connection. */
  boolean handedOver() {
    return handedOver;
  }

  /** Returns the status of the answer; 0 if there was none. */
  int status() {
    return status;
  }

  Optional<String> retryAfter() {
    return retryAfter;
  }

  void attachTo(AwsRequestOverrideConfiguration.Builder request) {
    request.putExecutionAttribute(CALL, this);
  }

  /** Reports each request to its call. The fence is asked when the request is signed and ready. */
  static final class Interceptor implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes of) {
      SnsCall call = of.getAttribute(CALL);
      if (!call.fence.mayHandOver()) {
        call.abandoned = true;
        throw AbortedException.create("not sent: this instance no longer owns the lease");
      }
      call.handedOver = true;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes of) {
      SnsCall call = of.getAttribute(CALL);
      call.retryAfter = context.httpResponse().firstMatchingHeader("Retry-After");
      call.status = context.httpResponse().statusCode();
    }
  }
}

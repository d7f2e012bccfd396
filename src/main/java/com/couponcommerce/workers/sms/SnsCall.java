package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.sender.SendFence;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** What the SDK's exceptions hide of one request: whether it left, and how the answer began. */
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

  /** True where the fence stopped it before anything was sent. */
  boolean abandoned() {
    return abandoned;
  }

  /** True once the request was on its way to the connection. */
  boolean handedOver() {
    return handedOver;
  }

  /** The status of the answer; 0 where there was none. */
  int status() {
    return status;
  }

  Optional<String> retryAfter() {
    return retryAfter;
  }

  void attachTo(AwsRequestOverrideConfiguration.Builder request) {
    request.putExecutionAttribute(CALL, this);
  }

  /** Tells each call of its own request; the fence is asked when all is signed and ready. */
  static final class Interceptor implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes of) {
      SnsCall call = of.getAttribute(CALL);
      if (!call.fence.mayHandOver()) {
        call.abandoned = true;
        throw AbortedException.create("not sent: the lease is no longer ours");
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

package com.couponcommerce.workers.testkit.sms;

/** Decides how {@link SmsStub} answers; called from many threads. */
@FunctionalInterface
public interface StubScript {

  StubReply answer(StubRequest request);

  /** Returns a script that answers as working providers. */
  static StubScript usual() {
    return request -> StubReply.usual();
  }

  /** Returns a script with the same answer to all requests. */
  static StubScript always(StubReply reply) {
    return request -> reply;
  }

  /**
   * Returns a script with the usual answer to the first requests and this one to all later ones.
   */
  static StubScript after(int requests, StubReply reply) {
    return request -> request.number() <= requests ? StubReply.usual() : reply;
  }
}

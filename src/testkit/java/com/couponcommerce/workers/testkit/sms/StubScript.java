package com.couponcommerce.workers.testkit.sms;

/** Decides how {@link SmsStub} answers; called from many threads. */
@FunctionalInterface
public interface StubScript {

  StubReply answer(StubRequest request);

  /** Answers as providers that work. */
  static StubScript usual() {
    return request -> StubReply.usual();
  }

  /** The same answer to whatever is asked. */
  static StubScript always(StubReply reply) {
    return request -> reply;
  }

  /** The usual answers first, then always this one. */
  static StubScript after(int requests, StubReply reply) {
    return request -> request.number() <= requests ? StubReply.usual() : reply;
  }
}

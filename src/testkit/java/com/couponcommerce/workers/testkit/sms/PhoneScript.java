package com.couponcommerce.workers.testkit.sms;

/** Decides how {@link PhoneStub} answers; called from many threads. */
@FunctionalInterface
public interface PhoneScript {

  PhoneReply answer(PhoneRequest request);

  /** Answers as providers that work. */
  static PhoneScript usual() {
    return request -> PhoneReply.usual();
  }

  /** The same answer to whatever is asked. */
  static PhoneScript always(PhoneReply reply) {
    return request -> reply;
  }

  /** The usual answers first, then always this one. */
  static PhoneScript after(int requests, PhoneReply reply) {
    return request -> request.number() <= requests ? PhoneReply.usual() : reply;
  }
}

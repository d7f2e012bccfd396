package com.couponcommerce.workers.queue.person;

/** Recipients of a channel who said that they do not want to hear from us. */
public interface OptOutList {

  boolean contains(String recipient);

  /** Adding twice is the same as once. */
  void add(String recipient);
}

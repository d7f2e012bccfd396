package com.couponcommerce.workers.queue.person;

/** The recipients of a channel who have opted out. */
public interface OptOutList {

  boolean contains(String recipient);

  /** Adds a recipient; doing it twice is the same as once. */
  void add(String recipient);
}

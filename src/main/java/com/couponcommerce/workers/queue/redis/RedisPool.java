package com.couponcommerce.workers.queue.redis;

import java.util.Locale;

/** A set of connections to Redis. */
public enum RedisPool {
  /** For what has to be done: it is worth a second try, and some patience. */
  WORK,
  /** For questions from outside, which are answered soon or not at all. */
  QUESTIONS,
  /** For what comes in over HTTP to be kept; with the patience of work, and apart from it. */
  REQUESTS;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package com.couponcommerce.workers.queue.redis;

import java.util.Locale;

/** A set of connections to Redis. */
public enum RedisPool {
  /** Connections for the work of senders and duties: a call is repeated and may take long. */
  WORK,
  /** Connections for queries from outside, which are answered soon or not at all. */
  QUESTIONS,
  /** Connections for changes that come in over HTTP: repeated like work, and apart from it. */
  REQUESTS;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

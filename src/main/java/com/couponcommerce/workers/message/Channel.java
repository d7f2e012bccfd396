package com.couponcommerce.workers.message;

import java.util.Locale;

/**
 * A kind of message with a queue of its own. {@link #id()} is its name in keys, settings and logs.
 */
public enum Channel {
  EMAIL,
  SMS;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }
}

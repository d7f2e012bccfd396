package com.couponcommerce.workers.log;

import java.util.Locale;

/** How a line is written (LOG_FORMAT). */
public enum LogFormat {
  /** {@code delivered channel=email id=7 reply="250 OK"}. */
  TEXT,
  /** {@code {"event":"delivered","channel":"email","id":"7","reply":"250 OK"}}. */
  JSON;

  /** As it is set. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

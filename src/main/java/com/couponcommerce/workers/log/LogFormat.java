package com.couponcommerce.workers.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Format of the log lines (LOG_FORMAT). */
public enum LogFormat {
  /** Lines such as {@code delivered channel=email id=7 reply="250 OK"}. */
  TEXT,
  /** Objects such as {@code {"event":"delivered","channel":"email","id":"7","reply":"250 OK"}}. */
  JSON;

  /** Returns the format with that name in the settings; empty if there is none. */
  public static Optional<LogFormat> of(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }

  /** Returns the names of all formats. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(LogFormat::id).toList();
  }

  /** Returns the name in the settings. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

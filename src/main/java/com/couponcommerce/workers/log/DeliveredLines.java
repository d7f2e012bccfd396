package com.couponcommerce.workers.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Log lines about delivered messages (LOG_DELIVERED). */
public enum DeliveredLines {
  /** A line for each message, with its id and the provider's reply. */
  EACH,
  /** A line a minute for each channel, with the number of messages. */
  SUMMARY;

  /** Returns the choice with that name in the settings; empty if there is none. */
  public static Optional<DeliveredLines> of(String id) {
    return Arrays.stream(values()).filter(lines -> lines.id().equals(id)).findFirst();
  }

  /** Returns the names of all choices. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(DeliveredLines::id).toList();
  }

  /** Returns the name in the settings. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

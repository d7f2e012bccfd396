package com.couponcommerce.workers.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a provider says has become of a text that it took; the names are Twilio's (Message resource,
 * property status). Reports come in any order, so each has a rank, and a lower one never follows a
 * higher.
 */
public enum ReportedStatus {
  ACCEPTED(1),
  SCHEDULED(1),
  QUEUED(1),
  SENDING(2),
  SENT(3),
  UNDELIVERED(4),
  FAILED(4),
  CANCELED(4),
  PARTIALLY_DELIVERED(4),
  DELIVERED(4),
  READ(5);

  private final int rank;

  ReportedStatus(int rank) {
    this.rank = rank;
  }

  /** Empty for one that nobody knew when this was written. */
  public static Optional<ReportedStatus> of(String id) {
    return Arrays.stream(values()).filter(status -> status.id().equals(id)).findFirst();
  }

  /** As the provider, the log, the API and the figures write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Higher the closer it is to the end of a text's way. */
  public int rank() {
    return rank;
  }

  /** True where the text has certainly come to its phone. */
  public boolean isArrival() {
    return this == DELIVERED || this == READ;
  }

  @Override
  public String toString() {
    return id();
  }
}

package com.couponcommerce.workers.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The status that a provider reports for an SMS that it accepted; the names are Twilio's (Message
 * resource, property status). Reports arrive in any order, so each status has a rank, and a lower
 * rank never replaces a higher one.
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

  /**
   * Returns the status of this name; empty for an unknown one, such as one that Twilio adds later.
   */
  public static Optional<ReportedStatus> of(String id) {
    return Arrays.stream(values()).filter(status -> status.id().equals(id)).findFirst();
  }

  /** Returns the name that the provider, the log, the API and the metrics use. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the rank; it rises towards the end of an SMS's delivery. */
  public int rank() {
    return rank;
  }

  /** Returns true if the SMS has certainly reached the phone. */
  public boolean isArrival() {
    return this == DELIVERED || this == READ;
  }

  @Override
  public String toString() {
    return id();
  }
}

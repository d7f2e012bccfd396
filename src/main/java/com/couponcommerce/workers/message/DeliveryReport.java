package com.couponcommerce.workers.message;

import java.time.Instant;
import java.util.Optional;

/**
 * A provider's later report about an SMS message that it had accepted.
 *
 * @param id the message's id, not the provider's
 * @param sent when the SMS was handed over to the provider
 * @param providerId the provider's id of the SMS; another one for each attempt
 * @param recipient empty if the report names no number that can receive SMS messages
 */
public record DeliveryReport(
    MessageId id,
    Instant sent,
    Outcome outcome,
    String providerId,
    Optional<PhoneNumber> recipient) {
  /**
   * The reported outcome of the SMS.
   *
   * @param code the provider's code for its failure
   */
  public record Outcome(ReportedStatus status, Optional<String> code, Suppression suppression) {}

  public ReportedStatus status() {
    return outcome.status();
  }

  public Optional<String> code() {
    return outcome.code();
  }

  public Suppression suppression() {
    return outcome.suppression();
  }
}

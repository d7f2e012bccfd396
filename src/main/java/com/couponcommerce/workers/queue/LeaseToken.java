package com.couponcommerce.workers.queue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The proof of a claim: the score of the message in processing, which is the time of the claim or
 * of its last extension in ms by the Redis clock, exact to the microsecond. It is kept as a string
 * so that no digit changes.
 */
public record LeaseToken(String score) {
  /** Returns the time of the claim by the Redis clock. */
  public Instant time() {
    BigInteger micros = new BigDecimal(score).movePointRight(3).toBigInteger();
    return Instant.EPOCH.plus(micros.longValueExact(), ChronoUnit.MICROS);
  }
}

package com.couponcommerce.workers.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is told. */
public final class SettableClock implements InstantSource {
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  public synchronized void tick(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** As {@link System#nanoTime}. */
  public long nanoTime() {
    Instant at = instant();
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }
}

package com.couponcommerce.workers.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only {@link #tick} moves. */
public final class SettableClock implements InstantSource {
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  public synchronized void tick(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Returns the time as {@link System#nanoTime} does. */
  public long nanoTime() {
    Instant at = instant();
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }
}

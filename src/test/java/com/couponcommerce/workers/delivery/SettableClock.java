package com.couponcommerce.workers.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only {@link #tick} moves, and {@link #jump} sets wrong. */
public final class SettableClock implements InstantSource {
  private Duration ahead = Duration.ZERO;
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  public synchronized void tick(Duration time) {
    now = now.plus(time);
  }

  /** Sets the time of day forward or back, as an administrator does; no time passes. */
  public synchronized void jump(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public synchronized Instant instant() {
    return now.plus(ahead);
  }

  /** Returns the time as {@link System#nanoTime} does. */
  public synchronized long nanoTime() {
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }
}

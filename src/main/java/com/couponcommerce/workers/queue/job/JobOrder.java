package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.settings.RateLimit;
import java.util.Locale;
import java.util.Optional;

/**
 * What a job is to do with the dead letters of a channel.
 *
 * @param dryRun it counts and changes nothing
 * @param rate the most that are moved in a time; empty: as fast as it goes
 * @param by who asked for it
 * @param address where they asked from
 */
public record JobOrder(
    Verb verb,
    boolean dryRun,
    MessageFilter filter,
    Optional<RateLimit> rate,
    String by,
    String address) {

  /** What becomes of each. */
  public enum Verb {
    REDRIVE,
    DISCARD;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.settings.RateLimit;
import java.util.Locale;
import java.util.Optional;

/**
 * An order to redrive or discard dead letters of a channel.
 *
 * @param dryRun true to count them and change nothing
 * @param rate upper bound of the messages moved in a time; empty for no bound
 * @param actor the user who gave it
 */
public record JobOrder(
    Verb verb, boolean dryRun, MessageFilter filter, Optional<RateLimit> rate, Actor actor) {

  /** The change that a job makes to each dead letter. */
  public enum Verb {
    REDRIVE,
    DISCARD;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the name of the user. */
  public String by() {
    return actor.user();
  }
}

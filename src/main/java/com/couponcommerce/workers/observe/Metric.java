package com.couponcommerce.workers.observe;

import java.util.Locale;
import org.eclipse.microprofile.metrics.Metadata;

/**
 * The metrics of this application with their descriptions. The names follow the conventions of
 * Prometheus: base units, and {@code _total} for a counter.
 */
enum Metric {
  QUEUE_MESSAGES("Messages on the queue by state; the same on all instances."),
  REDIS_UP("1 if Redis answers this instance, else 0."),
  OLDEST_PENDING_SECONDS("Minimum age of the next pending message; 0 if none is pending."),
  OLDEST_LEASE_SECONDS(
      "Time since the oldest lease of any instance was created or extended; 0 if there is none."),

  CLAIMED_TOTAL("Messages claimed."),
  DELIVERED_TOTAL("Messages accepted by the provider and removed from the queue."),
  RETRIED_TOTAL("Failed attempts after which the message waits for a retry."),
  DEFERRED_TOTAL(
      "Messages deferred without an attempt: sendAt, recipient limit, or the same id being sent."),
  RELEASED_TOTAL("Messages returned to pending without an attempt that counts."),
  DEAD_LETTERED_TOTAL("Dead-lettered messages, by reason."),
  DEAD_LETTERED_BY_CODE_TOTAL("Dead-lettered messages, by code of the last failure."),
  RECLAIMED_TOTAL("Messages reclaimed from a dead worker and returned to pending."),
  REPORTED_TOTAL("Delivery reports of SMS providers, by status."),
  LEASES_LOST_TOTAL("Messages reclaimed by another worker before this one settled them."),
  DUPLICATES_SUPPRESSED_TOTAL("Messages not sent because their id was sent or is being sent."),
  FAILURES_TOTAL("Failed attempts, by class."),
  FAILURES_BY_CODE_TOTAL("Failed attempts, by the provider's code."),
  SMS_SEGMENTS_TOTAL("Segments of the SMS messages accepted by the provider."),
  SEND_DURATION_SECONDS_BUCKET("Attempts that took at most le, successful or not."),
  SEND_DURATION_SECONDS_SUM("Total time of all attempts."),
  SEND_DURATION_SECONDS_COUNT("Attempts."),
  WAIT_DURATION_SECONDS_BUCKET("Messages with createdAt that waited at most le for a claim."),
  WAIT_DURATION_SECONDS_SUM("Total wait of these messages."),
  WAIT_DURATION_SECONDS_COUNT("Messages with createdAt at their first claim."),

  RATE_LIMIT_WAIT_SECONDS_SUM("Time that pending messages waited for a permit of the rate limit."),
  RATE_LIMIT_WAIT_SECONDS_COUNT("Waits for a permit."),

  IN_FLIGHT("Messages that this instance has claimed and not settled."),
  OLDEST_CLAIM_SECONDS("Age of the oldest message in flight; 0 if there is none."),
  CHANNEL_PAUSED("1 while failures of that class, or an OPERATOR, pause the channel, else 0."),
  PROVIDER_PAUSED("1 while failures of that class pause the provider, else 0."),
  PROVIDER_CONNECTIONS("Connections to the mail server, in use or idle."),
  PROVIDER_CONNECTS("Connections to the mail server since the start, opened or refused."),
  LAST_POLL_TIMESTAMP_SECONDS("Unix time at which Redis last answered a poll for messages."),
  REDIS_CONNECTIONS("Connections to Redis, in use or idle."),
  REDIS_CONNECTION_WAITERS("Threads that wait for a free connection to Redis."),
  REDIS_RECONNECTS_TOTAL("Times that Redis answered again after a connection had failed."),
  REDIS_SCRIPT_DURATION_SECONDS_BUCKET("Runs of a script that took at most le."),
  REDIS_SCRIPT_DURATION_SECONDS_SUM("Total time of all runs of a script."),
  REDIS_SCRIPT_DURATION_SECONDS_COUNT("Runs of a script, failed ones included."),
  START_TIME_SECONDS("Unix time at which the application started on this instance."),
  UPTIME_SECONDS("Time since then.");

  private static final String PREFIX = "coupon_workers_";

  private final String help;

  Metric(String help) {
    this.help = help;
  }

  /** Returns the name in the exposition. */
  String id() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  String help() {
    return help;
  }

  /** Returns metadata without a unit: servers treat units differently, and the name has it. */
  Metadata metadata() {
    return Metadata.builder().withName(id()).withDescription(help).build();
  }
}

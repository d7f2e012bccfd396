package com.couponcommerce.workers.observe;

import java.util.Locale;
import org.eclipse.microprofile.metrics.Metadata;

/**
 * Everything that a metrics scraper sees of this application: a name, and what it counts. Names
 * follow the conventions of Prometheus: base units, and {@code _total} for what only grows.
 */
enum Metric {
  QUEUE_MESSAGES("Messages on the queue by state, on all instances together."),
  REDIS_UP("Whether Redis answers this instance: 1 or 0."),
  OLDEST_PENDING_SECONDS(
      "For how long at least the next message has been pending; 0 where none is."),
  OLDEST_LEASE_SECONDS(
      "Time since the oldest claim of any instance was made or last extended; 0 where there is"
          + " none."),

  CLAIMED_TOTAL("Messages claimed."),
  DELIVERED_TOTAL("Messages that the provider took and that left the queue."),
  RETRIED_TOTAL("Failed tries after which the message waits for the next one."),
  DEFERRED_TOTAL("Messages put off untried: sendAt, a recipient's limit, or the same id being sent."),
  RELEASED_TOTAL("Messages given back to pending without a try that counts."),
  DEAD_LETTERED_TOTAL("Messages given up, by reason."),
  DEAD_LETTERED_BY_CODE_TOTAL("Messages given up, by code of the last failure."),
  RECLAIMED_TOTAL("Messages taken from a worker that died, and back in pending."),
  REPORTED_TOTAL("Reports of providers on texts that they had taken, by status."),
  LEASES_LOST_TOTAL("Messages that another worker had reclaimed before they could be settled."),
  DUPLICATES_SUPPRESSED_TOTAL("Messages kept from being sent: their id was sent or is being sent."),
  FAILURES_TOTAL("Failed tries, by class."),
  FAILURES_BY_CODE_TOTAL("Failed tries, by the provider's code."),
  SMS_SEGMENTS_TOTAL("Segments of the texts that the provider took."),
  SEND_DURATION_SECONDS_BUCKET("Tries that took no longer than le, whatever came of them."),
  SEND_DURATION_SECONDS_SUM("Time that all tries took together."),
  SEND_DURATION_SECONDS_COUNT("Tries."),
  WAIT_DURATION_SECONDS_BUCKET(
      "Messages with createdAt that waited no longer than le for a claim."),
  WAIT_DURATION_SECONDS_SUM("Time that all of them waited together."),
  WAIT_DURATION_SECONDS_COUNT("Messages with createdAt at their first claim."),

  RATE_LIMIT_WAIT_SECONDS_SUM("Time that pending messages waited for a permit of the limit."),
  RATE_LIMIT_WAIT_SECONDS_COUNT("Waits for a permit."),

  IN_FLIGHT("Messages that this instance has claimed and not settled yet."),
  OLDEST_CLAIM_SECONDS("How long ago the oldest of those was claimed; 0 where there is none."),
  CHANNEL_PAUSED(
      "Whether the channel pauses because of failures of that class, or an OPERATOR: 1 or 0."),
  PROVIDER_PAUSED("Whether nothing goes through that provider because of failures of that class."),
  PROVIDER_CONNECTIONS("Connections to the mail server that are in use or kept for reuse."),
  LAST_POLL_TIMESTAMP_SECONDS("When Redis last told this instance what is pending."),
  REDIS_CONNECTIONS("Connections to Redis that are in use or kept for reuse."),
  REDIS_CONNECTION_WAITERS("Threads that wait for a connection to Redis to become free."),
  REDIS_RECONNECTS_TOTAL("Times that Redis answered again after a connection had broken."),
  REDIS_SCRIPT_DURATION_SECONDS_BUCKET("Runs of a script that took no longer than le."),
  REDIS_SCRIPT_DURATION_SECONDS_SUM("Time that all runs of a script took together."),
  REDIS_SCRIPT_DURATION_SECONDS_COUNT("Runs of a script."),
  START_TIME_SECONDS("When this instance of the application started."),
  UPTIME_SECONDS("For how long it has been running.");

  private static final String PREFIX = "coupon_workers_";

  private final String help;

  Metric(String help) {
    this.help = help;
  }

  /** The name in the exposition. */
  String id() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  String help() {
    return help;
  }

  /** Without a unit: servers differ in what they make of one, and the name has it already. */
  Metadata metadata() {
    return Metadata.builder().withName(id()).withDescription(help).build();
  }
}

package com.couponcommerce.workers.observe;

import java.util.List;
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
  REPORTS_REFUSED_TOTAL("Delivery reports that the provider did not sign."),
  LEASES_LOST_TOTAL("Messages reclaimed by another worker before this one settled them."),
  DUPLICATES_SUPPRESSED_TOTAL("Messages not sent because their id was sent or is being sent."),
  FAILURES_TOTAL("Failed attempts, by class."),
  FAILURES_BY_CODE_TOTAL("Failed attempts, by the provider's code."),
  SMS_SEGMENTS_TOTAL("Segments of the SMS messages accepted by the provider."),
  SEND_DURATION_SECONDS(Kind.HISTOGRAM, "Time of each attempt, successful or not."),
  WAIT_DURATION_SECONDS(Kind.HISTOGRAM, "Wait of messages with createdAt for their first claim."),

  RATE_LIMIT_WAIT_SECONDS(
      Kind.SUMMARY, "Waits of pending messages for a permit of the rate limit."),

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
  REDIS_SCRIPT_DURATION_SECONDS(
      Kind.HISTOGRAM, "Time of each run of a script, failed ones included."),
  BUILD_INFO("1; the labels name the build of this instance."),
  START_TIME_SECONDS("Unix time at which the application started on this instance."),
  UPTIME_SECONDS("Time since then.");

  /** Kinds of metrics by the series that they consist of. */
  enum Kind {
    /** A counter or a gauge: one series of its own name. */
    SINGLE,
    /** The sum and the number of durations. */
    SUMMARY,
    /** The same, and the numbers up to each bound. */
    HISTOGRAM;

    /** Returns the ends of the names of the series. */
    List<String> suffixes() {
      return switch (this) {
        case SINGLE -> List.of("");
        case SUMMARY -> List.of(SUM, COUNT);
        case HISTOGRAM -> List.of(BUCKET, SUM, COUNT);
      };
    }
  }

  static final String BUCKET = "_bucket";
  static final String SUM = "_sum";
  static final String COUNT = "_count";

  private static final String PREFIX = "coupon_workers_";

  private final Kind kind;
  private final String help;

  Metric(String help) {
    this(Kind.SINGLE, help);
  }

  Metric(Kind kind, String help) {
    this.kind = kind;
    this.help = help;
  }

  /** Returns the name in the exposition. */
  String id() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  Kind kind() {
    return kind;
  }

  /** Returns the names of the series in the exposition. */
  List<String> series() {
    return kind.suffixes().stream().map(suffix -> id() + suffix).toList();
  }

  String help() {
    return help;
  }

  /** Returns metadata without a unit: servers treat units differently, and the name has it. */
  Metadata metadata() {
    return metadata("");
  }

  /** Returns metadata of one of the series. */
  Metadata metadata(String suffix) {
    return Metadata.builder().withName(id() + suffix).withDescription(help).build();
  }
}

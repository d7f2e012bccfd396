package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Promise to a producer for one payload, which it may have pushed several times, and what became of
 * it.
 */
final class Promise {
  /** Kinds of payloads. */
  enum Kind {
    PLAIN,
    /** Its producer gave an id: a second one is a duplicate. */
    EXPLICIT_ID,
    UNDECODABLE,
    /** Larger than any worker takes. */
    LARGE,
    SCHEDULED,
    EXPIRED,
    /** Kills each worker that sends it. */
    KILLER
  }

  final int token;
  final Channel channel;
  final Kind kind;
  final String payload;

  /** Copies that Redis acknowledged to the producer. */
  int promised;

  /** Copies that may have been enqueued: those without a reply too. */
  int possible;

  /** Copies without an id that an operator discarded. */
  int discarded;

  /** Faults that allow one more copy or delivery each. */
  int excuses;

  /**
   * Scripts that failed in the middle, each of which may leave a second copy, and jumps of the
   * clock of Redis, which makes a lease look old: not even an SMS is safe from these.
   */
  int halves;

  /** Moves back to pending by operators. */
  int redrives;

  /** Faults that may bring back what was settled: an older state of Redis. */
  int returns;

  int kills;

  /** Ids that workers or the producer gave → deliveries that a provider accepted. */
  final Map<String, Integer> accepted = new HashMap<>();

  /** Ids of the copies that are in Redis now. */
  final List<String> ids = new ArrayList<>();

  /** Copies that are in Redis now and have no id. */
  int withoutId;

  /** Ids of copies that an operator discarded. */
  final Set<String> gone = new HashSet<>();

  Promise(int token, Channel channel, Kind kind, String payload) {
    this.token = token;
    this.channel = channel;
    this.kind = kind;
    this.payload = payload;
  }

  boolean isDecodable() {
    return kind != Kind.UNDECODABLE && kind != Kind.LARGE;
  }

  @Override
  public String toString() {
    return "#"
        + token
        + "# "
        + channel
        + " "
        + kind
        + " promised="
        + promised
        + " possible="
        + possible
        + " accepted="
        + accepted
        + " gone="
        + gone
        + " discarded="
        + discarded
        + " excuses="
        + excuses
        + " halves="
        + halves
        + " redrives="
        + redrives
        + " returns="
        + returns
        + " kills="
        + kills;
  }
}

package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A job over the dead letters that were there when it was created, and its progress.
 *
 * @param walk its position in the list
 */
public record Job(String id, JobOrder order, Status status, Counts counts, Walk walk) {

  /**
   * The state of a job over time.
   *
   * @param at time of its creation by the Redis clock
   * @param ended time of its end; empty while it runs
   * @param error reason why it failed; empty if it did not
   */
  record Status(State state, Instant at, Optional<Instant> ended, Optional<String> error) {}

  /**
   * The progress of a job in numbers.
   *
   * @param total dead letters that it has to look at
   * @param found those it has looked at that pass its filter
   * @param moved those it has redriven or discarded
   * @param refused those it found and left alone, since no worker could send them
   */
  record Counts(long total, long found, long moved, long refused) {}

  /** State of a job. */
  public enum State {
    RUNNING,
    DONE,
    STOPPED,
    FAILED;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The position of a job in the list. Places are counted from the right end.
   *
   * @param turn number of its turns so far
   * @param passed number of entries that it has left in their places, to the right of it
   * @param anchor SHA-1 of the last of these; empty if there is none
   * @param bound place from which on entries are newer than the job
   * @param edge SHA-1 of the entry before that place
   */
  record Walk(long turn, long passed, String anchor, long bound, String edge) {}

  public State state() {
    return status.state();
  }

  public Instant at() {
    return status.at();
  }

  public Optional<Instant> ended() {
    return status.ended();
  }

  public Optional<String> error() {
    return status.error();
  }

  public long total() {
    return counts.total();
  }

  public long found() {
    return counts.found();
  }

  public long moved() {
    return counts.moved();
  }

  public long refused() {
    return counts.refused();
  }

  /** Returns how many dead letters it has looked at, including those that others removed. */
  public long scanned() {
    return state() == State.DONE ? total() : total() - Math.max(0, walk.bound() - walk.passed());
  }

  /**
   * Reads the hash of a job; empty if it is gone or was damaged by hand.
   *
   * @param fields field, value, ...
   */
  static Optional<Job> read(String id, List<?> fields) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      values.put(Reply.text(fields.get(i)), Reply.text(fields.get(i + 1)));
    }
    try {
      return values.isEmpty() ? Optional.empty() : Optional.of(new Hash(values).job(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The fields of a job in Redis. */
  private record Hash(Map<String, String> values) {

    Job job(String id) {
      return new Job(
          id,
          order(),
          new Status(
              State.valueOf(text("state").toUpperCase(Locale.ROOT)),
              Instant.ofEpochMilli(number("at")),
              given("ended").map(millis -> Instant.ofEpochMilli(Long.parseLong(millis))),
              given("error")),
          new Counts(number("total"), number("found"), number("moved"), number("refused")),
          new Walk(
              number("turn"), number("passed"), text("anchor"), number("bound"), text("edge")));
    }

    private JobOrder order() {
      return new JobOrder(
          JobOrder.Verb.valueOf(text("verb").toUpperCase(Locale.ROOT)),
          text("dry_run").equals("true"),
          filter(),
          given("rate").flatMap(RateLimit::parse),
          new Actor(text("by"), text("address")));
    }

    private MessageFilter filter() {
      try {
        return MessageFilter.parse(text("filter"));
      } catch (RefusedMessageException e) {
        throw new IllegalArgumentException(e);
      }
    }

    private Optional<String> given(String name) {
      return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    private String text(String name) {
      return values.getOrDefault(name, "");
    }

    private long number(String name) {
      return Long.parseLong(text(name));
    }
  }

  /** Returns the fields of an order for {@link #read}: name, value, … */
  static List<String> fields(JobOrder order) {
    return Arrays.asList(
        "verb", order.verb().id(),
        "dry_run", "" + order.dryRun(),
        "filter", order.filter().json(),
        "rate", order.rate().map(RateLimit::toString).orElse(""),
        "by", order.actor().user(),
        "address", order.actor().address());
  }
}

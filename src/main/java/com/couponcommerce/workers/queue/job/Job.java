package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.message.RefusedMessageException;
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
 * A job over the dead letters that were there when it was created, and how far it has come.
 *
 * @param at when it was created, by the Redis clock
 * @param total dead letters that it has to look at
 * @param found of those it has looked at, how many its filter asks for
 * @param moved how many it has redriven or discarded
 * @param refused how many it found and left alone, since nobody could send them
 * @param ended when it ended; empty while it runs
 * @param error why it failed; empty where it has not
 * @param walk where it is
 */
public record Job(
    String id,
    JobOrder order,
    State state,
    Instant at,
    long total,
    long found,
    long moved,
    long refused,
    Optional<Instant> ended,
    Optional<String> error,
    Walk walk) {

  /** Whether it still works. */
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
   * Where a job is in the list; places are counted from the right end.
   *
   * @param turn how often it has moved on
   * @param passed entries to the right of it, which it has left in their places
   * @param anchor SHA-1 of the last of these; empty where there is none
   * @param bound from this place on entries are newer than the job
   * @param edge SHA-1 of the entry before that place
   */
  record Walk(long turn, long passed, String anchor, long bound, String edge) {}

  /** How many of its dead letters it has looked at; those that others took count too. */
  public long scanned() {
    return state == State.DONE ? total : total - Math.max(0, walk.bound() - walk.passed());
  }

  /**
   * Reads the hash; empty where it is not there any more, or was changed by hand.
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

  /** The fields of a job as Redis holds them. */
  private record Hash(Map<String, String> values) {

    Job job(String id) {
      return new Job(
          id,
          order(),
          State.valueOf(text("state").toUpperCase(Locale.ROOT)),
          Instant.ofEpochMilli(number("at")),
          number("total"),
          number("found"),
          number("moved"),
          number("refused"),
          given("ended").map(millis -> Instant.ofEpochMilli(Long.parseLong(millis))),
          given("error"),
          new Walk(
              number("turn"), number("passed"), text("anchor"), number("bound"), text("edge")));
    }

    private JobOrder order() {
      return new JobOrder(
          JobOrder.Verb.valueOf(text("verb").toUpperCase(Locale.ROOT)),
          text("dry_run").equals("true"),
          filter(),
          given("rate").flatMap(RateLimit::parse),
          text("by"),
          text("address"));
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

  /** What {@link #read} needs of an order. */
  static List<String> fields(JobOrder order) {
    return Arrays.asList(
        "verb", order.verb().id(),
        "dry_run", "" + order.dryRun(),
        "filter", order.filter().json(),
        "rate", order.rate().map(RateLimit::toString).orElse(""),
        "by", order.by(),
        "address", order.address());
  }
}

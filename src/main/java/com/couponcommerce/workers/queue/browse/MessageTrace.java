package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Finds messages of one channel in all its states, or the time of a delivery. */
public final class MessageTrace {
  /** States in the order of the search: the short ones first. */
  private static final List<QueueState> STATES =
      List.of(QueueState.PROCESSING, QueueState.RETRY, QueueState.DEAD_LETTER, QueueState.PENDING);

  /** Upper bound of messages found by one call, since producers may repeat an id. */
  private static final int MAX_FOUND = 20;

  private final MessageSearch search;
  private final RedisConnection redis;
  private final String sent;
  private final LongSupplier nanoTime;

  public MessageTrace(RedisPools redis, Channel channel) {
    this.search = new MessageSearch(redis, channel);
    this.redis = redis.questions();
    this.sent = redis.keys(channel).sent();
    this.nanoTime = System::nanoTime;
  }

  /**
   * The messages that were found.
   *
   * @param scanned number of messages read by this call
   * @param next position at which the next call continues; empty if all were read
   */
  public record Trace(List<FoundMessage> found, long scanned, Optional<Cursor> next) {
    public Trace {
      found = List.copyOf(found);
    }
  }

  /**
   * Searches for the messages of an id.
   *
   * @param from position at which an earlier call ended
   */
  public Trace find(MessageId id, Optional<Cursor> from, Duration timeout) {
    return find(message -> has(id, message.payload()), from, timeout);
  }

  /**
   * Searches for messages.
   *
   * @param from position at which an earlier call ended
   */
  public Trace find(Predicate<FoundMessage> wanted, Optional<Cursor> from, Duration timeout) {
    long end = nanoTime.getAsLong() + timeout.toNanos();
    Optional<Cursor> cursor = from;
    List<FoundMessage> found = new ArrayList<>();
    long scanned = 0;
    int first = from.map(begun -> STATES.indexOf(begun.state())).orElse(0);
    for (QueueState state : STATES.subList(first, STATES.size())) {
      Duration left = Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
      MessageSearch.Page page =
          search.search(state, cursor, wanted, MAX_FOUND - found.size(), left);
      found.addAll(page.found());
      scanned += page.scanned();
      if (page.next().isPresent()) {
        return new Trace(found, scanned, page.next());
      }
      cursor = Optional.empty();
      if (found.size() == MAX_FOUND) {
        return new Trace(found, scanned, after(state));
      }
    }
    return new Trace(found, scanned, Optional.empty());
  }

  private static Optional<Cursor> after(QueueState state) {
    return STATES.stream().skip(STATES.indexOf(state) + 1L).findFirst().map(Cursor::start);
  }

  /**
   * Returns when a message with that id was delivered; empty if no mark exists, or one that it may
   * have been, which has half a millisecond.
   */
  public Optional<Instant> delivered(MessageId id) {
    return redis
        .call(client -> Optional.ofNullable(client.zscore(sent, id.value())))
        .filter(millis -> millis == Math.rint(millis))
        .map(millis -> Instant.ofEpochMilli(millis.longValue()));
  }

  /** Parses only the payloads that may hold the id. */
  private static boolean has(MessageId id, Payload payload) {
    String text = new String(payload.bytes(), StandardCharsets.UTF_8);
    if (!text.contains(id.value()) && text.indexOf('\\') < 0) {
      return false;
    }
    try {
      return MessageFields.parse(payload).id().filter(id::equals).isPresent();
    } catch (RefusedMessageException e) {
      return false;
    }
  }
}

package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Searches one state of one channel for messages. One call is bounded by a timeout; a rare message
 * among a million takes several calls.
 */
public final class MessageSearch {
  /** Upper bound of the payloads of a page, so that large messages do not fill the memory. */
  private static final long MAX_BYTES = 8 << 20;

  private final QueueReader reader;
  private final LongSupplier nanoTime;

  public MessageSearch(RedisPools redis, Channel channel) {
    this(QueueReader.bounded(redis, redis.questions(), channel), System::nanoTime);
  }

  MessageSearch(QueueReader reader, LongSupplier nanoTime) {
    this.reader = reader;
    this.nanoTime = nanoTime;
  }

  /**
   * A page of results.
   *
   * @param scanned number of messages read by this call
   * @param total number of messages in this state when the call ended
   * @param next position of the next page; empty at the end
   */
  public record Page(List<FoundMessage> found, long scanned, long total, Optional<Cursor> next) {
    public Page {
      found = List.copyOf(found);
    }
  }

  /**
   * Searches a list from the newest to the oldest message, or the other way if the position says
   * so, or a sorted set from its lowest score. Messages that are enqueued or dead-lettered
   * meanwhile shift nothing. If messages are taken from the right end of a list, a message may be
   * found twice; if a worker gives messages back to that end of pending, one may be missed.
   *
   * @param from position at which an earlier call ended
   * @param max upper bound of messages to find
   * @param timeout time after which no further window is read
   */
  public Page search(
      QueueState state,
      Optional<Cursor> from,
      Predicate<FoundMessage> wanted,
      int max,
      Duration timeout) {
    return search(from.orElseGet(() -> Cursor.start(state)), wanted, max, timeout);
  }

  /** Searches from a position on, which tells the state. */
  public Page search(Cursor from, Predicate<FoundMessage> wanted, int max, Duration timeout) {
    long end = nanoTime.getAsLong() + timeout.toNanos();
    Cursor cursor = from;
    List<FoundMessage> found = new ArrayList<>();
    long scanned = 0;
    long bytes = 0;
    while (true) {
      Window window = reader.read(cursor, QueueReader.MAX_ENTRIES);
      List<FoundMessage> messages = window.messages();
      for (int i = 0; i < messages.size(); i++) {
        FoundMessage message = messages.get(i);
        scanned++;
        if (wanted.test(message)) {
          found.add(message);
          bytes += message.payload().size();
        }
        if (found.size() == max || bytes >= MAX_BYTES) {
          return new Page(found, scanned, window.total(), behind(window, i + 1));
        }
      }
      Optional<Cursor> next = behind(window, messages.size());
      if (next.isEmpty() || nanoTime.getAsLong() - end >= 0) {
        return new Page(found, scanned, window.total(), next);
      }
      cursor = next.get();
    }
  }

  /** Returns the position after the first entries; empty if nothing follows them. */
  private static Optional<Cursor> behind(Window window, int count) {
    return count == window.messages().size() && window.isEnd()
        ? Optional.empty()
        : Optional.of(window.behind(count));
  }
}

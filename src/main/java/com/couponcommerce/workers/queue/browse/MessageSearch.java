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
 * Walks through a part of the queue of one channel and picks messages. One call takes no longer
 * than its time; a rare message among a million takes several calls.
 */
public final class MessageSearch {
  /** Of all that one call returns, so that a page of large messages does not fill the memory. */
  private static final long MOST_BYTES = 8 << 20;

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
   * What was found.
   *
   * @param scanned messages looked at by this call
   * @param total messages in this state when the call ended
   * @param next where to go on; empty where the walk is at its end
   */
  public record Page(List<FoundMessage> found, long scanned, long total, Optional<Cursor> next) {
    public Page {
      found = List.copyOf(found);
    }
  }

  /**
   * Walks from the newest to the oldest of a list, or from the lowest score of a sorted set. What
   * is enqueued or dead-lettered meanwhile shifts nothing. What is taken from the right end of a
   * list may show a message twice; what a worker gives back to that of pending may hide one.
   *
   * @param from where an earlier call ended
   * @param most messages to pick
   * @param atMost time after which no further part is read
   */
  public Page search(
      QueueState state,
      Optional<Cursor> from,
      Predicate<FoundMessage> wanted,
      int most,
      Duration atMost) {
    long end = nanoTime.getAsLong() + atMost.toNanos();
    Cursor cursor = from.orElseGet(() -> Cursor.start(state));
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
        if (found.size() == most || bytes >= MOST_BYTES) {
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

  /** Empty where the window is, or ends at place 0, which is the right end of a list. */
  private static Optional<Cursor> behind(Window window, int count) {
    if (count == 0) {
      return Optional.empty();
    }
    FoundMessage last = window.messages().get(count - 1);
    boolean atEnd = last.state().isList() && last.place() == 0;
    return atEnd ? Optional.empty() : Optional.of(window.behind(count));
  }
}

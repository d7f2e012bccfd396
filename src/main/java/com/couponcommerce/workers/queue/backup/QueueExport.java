package com.couponcommerce.workers.queue.backup;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.QueueReader;
import com.couponcommerce.workers.queue.browse.Window;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the messages and opt-outs of a channel for a backup: state after state, oldest first, in
 * windows that bound the memory it takes.
 *
 * <p>While the queue moves, a message that stays where it is, is read. Some of several
 * byte-identical messages may be missed when others of them leave. A message that moves may be read
 * twice or be missed. While the channel is paused and nothing is being sent, messages move only
 * from retry to pending, and pending is read after retry.
 */
public final class QueueExport {
  /** Follows the moves that a pause allows, so that none of them hides a message. */
  private static final List<QueueState> ORDER =
      List.of(QueueState.PROCESSING, QueueState.RETRY, QueueState.PENDING, QueueState.DEAD_LETTER);

  private final List<QueueState> states;

  /** Readers of the states that are not read to the end yet. */
  private final Deque<Supplier<List<Stored>>> unread = new ArrayDeque<>();

  /**
   * @param optOuts whether the opt-outs are read too: before the messages, so that an import has
   *     them before it puts a message to such a recipient into the queue
   */
  public QueueExport(RedisPools redis, Channel channel, Set<QueueState> wanted, boolean optOuts) {
    RedisConnection connection = redis.work();
    QueueReader reader = QueueReader.whole(redis, connection, channel);
    this.states = ORDER.stream().filter(wanted::contains).toList();
    if (optOuts) {
      unread.add(new OptOutExport(connection, redis.keys(channel).optedOut())::next);
    }
    for (QueueState state : states) {
      unread.add(
          state.isList()
              ? new ListExport(connection, state, state.key(redis.keys(channel)))::next
              : new ScoredExport(reader, state)::next);
    }
  }

  /** Returns the states that are read, in their order. */
  public Collection<QueueState> states() {
    return states;
  }

  /**
   * Reads the next entries; empty once all were read.
   *
   * @throws QueueUnavailableException if Redis does not answer; the export then ends
   */
  public List<Stored> next() {
    while (!unread.isEmpty()) {
      List<Stored> window = unread.element().get();
      if (!window.isEmpty()) {
        return window;
      }
      unread.remove();
    }
    return List.of();
  }

  /** Exports a sorted set from its lowest score. */
  private static final class ScoredExport {
    private final QueueReader reader;
    private Cursor cursor;

    ScoredExport(QueueReader reader, QueueState state) {
      this.reader = reader;
      this.cursor = Cursor.start(state);
    }

    List<Stored> next() {
      Window window = reader.read(cursor, QueueReader.MAX_ENTRIES);
      List<FoundMessage> messages = window.messages();
      if (!messages.isEmpty()) {
        cursor = window.behind(messages.size());
      }
      return messages.stream().map(ScoredExport::stored).toList();
    }

    private static Stored stored(FoundMessage message) {
      Optional<String> due =
          message.state() == QueueState.RETRY ? Optional.of(message.score()) : Optional.empty();
      return new StoredMessage(message.state(), due, message.payload());
    }
  }
}

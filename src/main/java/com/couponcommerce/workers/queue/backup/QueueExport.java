package com.couponcommerce.workers.queue.backup;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.ListWalk;
import com.couponcommerce.workers.queue.browse.SortedSetWalk;
import com.couponcommerce.workers.queue.browse.StoredMessage;
import com.couponcommerce.workers.queue.browse.Walk;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Reads the messages of a channel for a backup: state after state, oldest first, in windows that
 * bound what is in memory.
 *
 * <p>What holds where the queue moves meanwhile: a message that stays where it is, is read. Of
 * messages that are the same byte for byte some may be missed when others of them leave. One that
 * moves may be read twice or be missed. While the channel is paused and nothing is being sent,
 * nothing moves but from retry to pending, and pending is read after retry.
 */
public final class QueueExport {
  /** In this order none is missed that a pause lets move: forward, from the first to the last. */
  private static final List<QueueState> ORDER =
      List.of(QueueState.PROCESSING, QueueState.RETRY, QueueState.PENDING, QueueState.DEAD_LETTER);

  private final List<QueueState> states;
  private final Deque<Walk> walks = new ArrayDeque<>();

  public QueueExport(RedisPools redis, Channel channel, Set<QueueState> wanted) {
    this.states = ORDER.stream().filter(wanted::contains).toList();
    states.forEach(state -> walks.add(walk(redis.work(), redis.keys(channel), state)));
  }

  private static Walk walk(RedisConnection redis, QueueKeys keys, QueueState state) {
    return switch (state) {
      case PENDING -> new ListWalk(redis, state, keys.pending());
      case PROCESSING -> new SortedSetWalk(redis, state, keys.processing());
      case RETRY -> new SortedSetWalk(redis, state, keys.retry());
      case DEAD_LETTER -> new ListWalk(redis, state, keys.deadLetter());
    };
  }

  /** Those that are read, in their order. */
  public Collection<QueueState> states() {
    return states;
  }

  /**
   * The next messages; empty once all were read.
   *
   * @throws QueueUnavailableException where Redis does not answer; the export is then over
   */
  public List<StoredMessage> next() {
    while (!walks.isEmpty()) {
      List<StoredMessage> window = walks.element().next();
      if (!window.isEmpty()) {
        return window;
      }
      walks.remove();
    }
    return List.of();
  }
}

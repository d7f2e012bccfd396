package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the queue of one channel part by part, so that a long one is never in the way of others:
 * one call takes Redis about a millisecond.
 */
public final class QueueWindows {
  private static final int MOST_BYTES = 1 << 20;

  private final RedisConnection redis;
  private final QueueKeys keys;
  private final int mostOfOne;

  /**
   * @param connection the pool to read with
   */
  public QueueWindows(RedisPools redis, RedisConnection connection, Channel channel) {
    this.redis = connection;
    this.keys = redis.keys(channel);
    this.mostOfOne = redis.maxEntryBytes();
  }

  /** From the newest to the oldest, or from the lowest score to the highest. */
  Window read(Cursor from, int most) {
    return from.state().isList() ? list(from.state(), from.number(), -1, most) : scored(from, most);
  }

  /**
   * Part of a list.
   *
   * @param place of the first, counted from the right end
   * @param step -1 from the newest to the oldest, 1 from the oldest to the newest
   */
  public Window list(QueueState state, long place, int step, int most) {
    Arguments arguments =
        new Arguments().add(place).add(step).add(most).add(MOST_BYTES).add(mostOfOne);
    List<?> reply = redis.run(Script.LIST_WINDOW, List.of(state.key(keys)), arguments).list();
    long first = (Long) reply.get(1);
    List<?> entries = (List<?>) reply.get(2);
    List<FoundMessage> messages = new ArrayList<>();
    for (int i = 0; i < entries.size(); i += 2) {
      messages.add(
          new FoundMessage(
              state,
              new Payload((byte[]) entries.get(i)),
              (Long) entries.get(i + 1),
              first + step * (i / 2L),
              ""));
    }
    return new Window((Long) reply.get(0), Cursor.place(state, first), messages);
  }

  private Window scored(Cursor from, int most) {
    Arguments arguments =
        new Arguments()
            .add(from.place())
            .add(from.passed())
            .add(from.last())
            .add(most)
            .add(MOST_BYTES)
            .add(mostOfOne);
    List<?> reply =
        redis.run(Script.SCORED_WINDOW, List.of(from.state().key(keys)), arguments).list();
    List<?> entries = (List<?>) reply.get(2);
    List<FoundMessage> messages = new ArrayList<>();
    for (int i = 0; i < entries.size(); i += 3) {
      messages.add(
          new FoundMessage(
              from.state(),
              new Payload((byte[]) entries.get(i)),
              (Long) entries.get(i + 1),
              0,
              Reply.text(entries.get(i + 2))));
    }
    Cursor begin = new Cursor(from.state(), from.place(), (Long) reply.get(1), from.last());
    return new Window((Long) reply.get(0), begin, messages);
  }
}

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
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the four keys of one channel window by window, so that a long queue blocks no other client:
 * one call takes Redis about a millisecond.
 */
public final class QueueReader {
  /** Upper bound of the bytes of a window, unless its first entry alone has more. */
  public static final int MAX_BYTES = 1 << 20;

  /** Upper bound of the entries of a window: a longer one would block Redis. */
  public static final int MAX_ENTRIES = 500;

  /** Upper bound of the entries among which one is searched for. */
  private static final int MAX_SEARCHED = 1000;

  private final RedisConnection redis;
  private final QueueKeys keys;
  private final int maxEntryBytes;

  private QueueReader(RedisConnection redis, QueueKeys keys, int maxEntryBytes) {
    this.redis = redis;
    this.keys = keys;
    this.maxEntryBytes = maxEntryBytes;
  }

  /**
   * Makes a reader that cuts entries that are too large for any worker.
   *
   * @param connection pool to read with
   */
  public static QueueReader bounded(RedisPools redis, RedisConnection connection, Channel channel) {
    return new QueueReader(connection, redis.keys(channel), redis.maxEntryBytes());
  }

  /**
   * Makes a reader that returns each entry as a whole, however large it is.
   *
   * @param connection pool to read with
   */
  public static QueueReader whole(RedisPools redis, RedisConnection connection, Channel channel) {
    return new QueueReader(connection, redis.keys(channel), Integer.MAX_VALUE);
  }

  /** Reads a list in the direction of the position, a sorted set from the lowest score up. */
  public Window read(Cursor from, int maxEntries) {
    if (!from.state().isList()) {
      return scored(from, maxEntries);
    }
    return from.isOnward()
        ? onward(from, maxEntries)
        : list(from.state(), from.number(), -1, maxEntries);
  }

  /**
   * Reads on after the last entry, which is nearer to the right end if others were removed there.
   */
  private Window onward(Cursor from, int maxEntries) {
    Optional<Window> next = after(from.state(), from.number(), from.last(), maxEntries);
    if (next.isPresent()) {
      return next.get();
    }
    long place = find(from.state(), from.number() - 1, from.last()).orElse(from.number() - 1) + 1;
    return list(from.state(), place, 1, maxEntries);
  }

  /**
   * Searches a list for an entry that was seen at a place, toward the right end: a removal there
   * brings it nearer to that end, never farther.
   *
   * @param sha1 of the entry
   * @return its place; empty if it is not near
   */
  public OptionalLong find(QueueState state, long place, String sha1) {
    return list(state, place, -1, MAX_SEARCHED).messages().stream()
        .filter(message -> message.sha1().equals(sha1))
        .mapToLong(FoundMessage::place)
        .findFirst();
  }

  /**
   * Reads a window of a list.
   *
   * @param place of the first entry, counted from the right end
   * @param step -1 from the newest to the oldest, 1 from the oldest to the newest
   */
  public Window list(QueueState state, long place, int step, int maxEntries) {
    return list(state, place, step, maxEntries, "").orElseThrow();
  }

  /**
   * Reads a list on toward the newest entry, if the entry that was read last is still where it was.
   *
   * @param place of the first entry, counted from the right end
   * @param sha1 of the entry before it, as {@link FoundMessage#sha1} has it
   * @return empty if another entry is there
   */
  public Optional<Window> after(QueueState state, long place, String sha1, int maxEntries) {
    return list(state, place, 1, maxEntries, sha1);
  }

  private Optional<Window> list(
      QueueState state, long place, int step, int maxEntries, String before) {
    Arguments arguments =
        new Arguments()
            .add(place)
            .add(step)
            .add(maxEntries)
            .add(MAX_BYTES)
            .add(maxEntryBytes)
            .add(before);
    List<?> reply = redis.run(Script.LIST_WINDOW, List.of(state.key(keys)), arguments).list();
    if (Reply.number(reply.get(3)) == 0) {
      return Optional.empty();
    }
    long first = (Long) reply.get(1);
    List<?> entries = (List<?>) reply.get(2);
    List<FoundMessage> messages = new ArrayList<>();
    for (int i = 0; i < entries.size(); i += 2) {
      Payload payload = new Payload((byte[]) entries.get(i));
      long size = (Long) entries.get(i + 1);
      messages.add(new FoundMessage(state, payload, size, first + step * (i / 2L), ""));
    }
    Cursor begin = step < 0 ? Cursor.place(state, first) : Cursor.onward(state, first, before);
    return Optional.of(new Window((Long) reply.get(0), begin, messages));
  }

  private Window scored(Cursor from, int maxEntries) {
    Arguments arguments =
        new Arguments()
            .add(from.place())
            .add(from.passed())
            .add(from.last())
            .add(maxEntries)
            .add(MAX_BYTES)
            .add(maxEntryBytes);
    List<?> reply =
        redis.run(Script.SCORED_WINDOW, List.of(from.state().key(keys)), arguments).list();
    List<?> entries = (List<?>) reply.get(2);
    List<FoundMessage> messages = new ArrayList<>();
    for (int i = 0; i < entries.size(); i += 3) {
      Payload payload = new Payload((byte[]) entries.get(i));
      long size = (Long) entries.get(i + 1);
      String score = Reply.text(entries.get(i + 2));
      messages.add(new FoundMessage(from.state(), payload, size, 0, score));
    }
    Cursor begin = new Cursor(from.state(), from.place(), (Long) reply.get(1), from.last());
    return new Window((Long) reply.get(0), begin, messages);
  }
}

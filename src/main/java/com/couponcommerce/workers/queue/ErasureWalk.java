package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/**
 * Walks through all messages of a channel part by part, and erases one person from them. Entries
 * may come twice; one that stays where it is comes at least once.
 */
public final class ErasureWalk {
  private static final int MOST_ENTRIES = 500;

  /** Members of a sorted set come by count only, and each may be as large as a message may be. */
  private static final int MOST_MEMBERS = 100;

  private static final int MOST_BYTES = 4 << 20;

  /** Entries that may be pushed at the right end between two parts without one being missed. */
  private static final int OVERLAP = 50;

  private final RedisConnection redis;
  private final QueueKeys keys;

  /**
   * A message where it was found.
   *
   * @param position in a list, counted from the right end
   */
  public record Entry(QueueState state, long position, Payload payload) {}

  /**
   * Some messages.
   *
   * @param next where to go on; empty where there are no more
   */
  public record Part(List<Entry> entries, Optional<ErasureCursor> next) {}

  /**
   * What is to become of an entry.
   *
   * @param replacement without the person; empty: nothing is left of it
   */
  public record Change(Entry entry, Optional<Payload> replacement) {}

  ErasureWalk(RedisConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** The messages at a cursor. */
  public Part read(ErasureCursor cursor) {
    return ErasureCursor.isList(cursor.state()) ? list(cursor) : sortedSet(cursor);
  }

  private Part list(ErasureCursor cursor) {
    QueueState state = cursor.state();
    Arguments arguments = new Arguments().add(cursor.position()).add(MOST_ENTRIES).add(MOST_BYTES);
    List<?> reply = redis.run(Script.ERASE_PART, List.of(keys.key(state)), arguments).list();
    long position = (Long) reply.get(0);
    List<Entry> entries = new ArrayList<>();
    for (Object payload : (List<?>) reply.get(1)) {
      entries.add(new Entry(state, position--, new Payload((byte[]) payload)));
    }
    if (position < 0) {
      return new Part(entries, cursor.nextState());
    }
    // Large entries make short parts, which must get on all the same.
    long overlap = Math.min(OVERLAP, entries.size() / 2);
    return new Part(
        entries, Optional.of(new ErasureCursor(state, Long.toString(position + overlap))));
  }

  /** ZSCAN returns each member that is there from its beginning to its end. */
  private Part sortedSet(ErasureCursor cursor) {
    QueueState state = cursor.state();
    byte[] key = bytes(keys.key(state));
    ScanResult<Tuple> found =
        redis.call(
            client ->
                client.zscan(key, bytes(cursor.position()), new ScanParams().count(MOST_MEMBERS)));
    List<Entry> entries = new ArrayList<>();
    for (Tuple member : found.getResult()) {
      entries.add(new Entry(state, 0, new Payload(member.getBinaryElement())));
    }
    String next = found.getCursor();
    return new Part(
        entries,
        next.equals(ScanParams.SCAN_POINTER_START)
            ? cursor.nextState()
            : Optional.of(new ErasureCursor(state, next)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Makes changes in one place; those of messages that have gone elsewhere meanwhile are not made.
   * What is in processing belongs to its worker and cannot be changed.
   *
   * @return for each change whether it was made
   */
  public List<Boolean> erase(QueueState state, List<Change> changes) {
    if (changes.isEmpty()) {
      return List.of();
    }
    if (state == QueueState.PROCESSING) {
      throw new IllegalArgumentException("a claimed message is its worker's");
    }
    return ErasureCursor.isList(state)
        ? eraseFromList(state, changes)
        : eraseFromSortedSet(state, changes);
  }

  private List<Boolean> eraseFromList(QueueState state, List<Change> changes) {
    Arguments arguments = new Arguments().add("gone " + UUID.randomUUID());
    for (Change change : changes) {
      arguments.add(change.entry().position()).add(change.entry().payload());
      replacement(arguments, change);
    }
    return made(redis.run(Script.ERASE, List.of(keys.key(state)), arguments));
  }

  private List<Boolean> eraseFromSortedSet(QueueState state, List<Change> changes) {
    Arguments arguments = new Arguments();
    for (Change change : changes) {
      arguments.add(change.entry().payload());
      replacement(arguments, change);
    }
    List<String> touched = List.of(keys.key(state), keys.pending());
    return made(redis.run(Script.ERASE_SCORED, touched, arguments));
  }

  private static void replacement(Arguments arguments, Change change) {
    change.replacement().ifPresentOrElse(arguments::add, () -> arguments.add(""));
  }

  private static List<Boolean> made(Reply reply) {
    return reply.list().stream().map(made -> Reply.number(made) == 1).toList();
  }
}

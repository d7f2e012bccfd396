package com.couponcommerce.workers.queue.person;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.QueueWindows;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
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

  /** Entries that may be pushed at the right end between two parts without one being missed. */
  private static final int OVERLAP = 50;

  /** Each takes a way through a list, and others wait for Redis meanwhile. */
  private static final int MOST_CHANGES = 20;

  private final RedisConnection redis;
  private final QueueWindows windows;
  private final QueueKeys keys;

  /**
   * Some messages.
   *
   * @param unread how many were too large to be read
   * @param next where to go on; empty where there are no more
   */
  public record Part(List<FoundMessage> messages, long unread, Optional<ErasureCursor> next) {
    public Part {
      messages = List.copyOf(messages);
    }
  }

  /**
   * What is to become of a message.
   *
   * @param replacement without the person; empty: nothing is left of it
   */
  public record Change(FoundMessage message, Optional<Payload> replacement) {}

  public ErasureWalk(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.windows = new QueueWindows(redis, redis.questions(), channel);
    this.keys = redis.keys(channel);
  }

  /** The messages at a cursor. */
  public Part read(ErasureCursor cursor) {
    return cursor.state().isList() ? list(cursor) : sortedSet(cursor);
  }

  private Part list(ErasureCursor cursor) {
    QueueState state = cursor.state();
    List<FoundMessage> found =
        windows.list(state, Long.parseLong(cursor.position()), -1, MOST_ENTRIES).messages();
    List<FoundMessage> whole = found.stream().filter(FoundMessage::isWhole).toList();
    long behind = found.isEmpty() ? -1 : found.get(found.size() - 1).place() - 1;
    // Large entries make short parts, which must get on all the same.
    long next = behind < 0 ? -1 : behind + Math.min(OVERLAP, found.size() / 2);
    long unread =
        found.stream().filter(message -> !message.isWhole() && message.place() > next).count();
    return new Part(
        whole,
        unread,
        next < 0 ? cursor.nextState() : Optional.of(new ErasureCursor(state, Long.toString(next))));
  }

  /** ZSCAN returns each member that is there from its beginning to its end. */
  private Part sortedSet(ErasureCursor cursor) {
    QueueState state = cursor.state();
    byte[] key = bytes(state.key(keys));
    ScanResult<Tuple> found =
        redis.call(
            client ->
                client.zscan(key, bytes(cursor.position()), new ScanParams().count(MOST_MEMBERS)));
    List<FoundMessage> messages = new ArrayList<>();
    for (Tuple member : found.getResult()) {
      Payload payload = new Payload(member.getBinaryElement());
      messages.add(new FoundMessage(state, payload, payload.size(), 0, ""));
    }
    String next = found.getCursor();
    return new Part(
        messages,
        0,
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
    if (state == QueueState.PROCESSING) {
      throw new IllegalArgumentException("a claimed message is its worker's");
    }
    List<Boolean> made = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += MOST_CHANGES) {
      List<Change> some = changes.subList(from, Math.min(changes.size(), from + MOST_CHANGES));
      made.addAll(state.isList() ? eraseFromList(state, some) : eraseFromSortedSet(state, some));
    }
    return made;
  }

  private List<Boolean> eraseFromList(QueueState state, List<Change> changes) {
    Arguments arguments = new Arguments().add("gone " + UUID.randomUUID());
    for (Change change : changes) {
      arguments.add(change.message().place()).add(change.message().payload());
      replacement(arguments, change);
    }
    return made(redis.run(Script.ERASE, List.of(state.key(keys)), arguments));
  }

  private List<Boolean> eraseFromSortedSet(QueueState state, List<Change> changes) {
    Arguments arguments = new Arguments();
    for (Change change : changes) {
      arguments.add(change.message().payload());
      replacement(arguments, change);
    }
    List<String> touched = List.of(state.key(keys), keys.pending());
    return made(redis.run(Script.ERASE_SCORED, touched, arguments));
  }

  private static void replacement(Arguments arguments, Change change) {
    change.replacement().ifPresentOrElse(arguments::add, () -> arguments.add(""));
  }

  private static List<Boolean> made(Reply reply) {
    return reply.list().stream().map(made -> Reply.number(made) == 1).toList();
  }
}

package com.couponcommerce.workers.queue.person;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.QueueReader;
import com.couponcommerce.workers.queue.browse.Window;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads all messages of a channel part by part, and erases one person from them. An entry may be
 * read twice; one that stays where it is, is read at least once.
 */
public final class ErasureWalk {
  /** States in the order in which messages go through them. */
  private static final List<QueueState> ORDER =
      List.of(QueueState.RETRY, QueueState.PENDING, QueueState.PROCESSING, QueueState.DEAD_LETTER);

  /** Entries that may be pushed at the right end between two parts without one being missed. */
  private static final int OVERLAP = 50;

  /** Limit of one call: each change may search the list, and other clients wait meanwhile. */
  private static final int MAX_CHANGES = 20;

  private final RedisConnection redis;
  private final QueueReader reader;
  private final QueueKeys keys;

  /**
   * A part of the messages.
   *
   * @param unread number of messages that were too large to be read
   * @param next cursor of the next part; empty if there is none
   */
  public record Part(List<FoundMessage> messages, long unread, Optional<Cursor> next) {
    public Part {
      messages = List.copyOf(messages);
    }
  }

  /**
   * A change of a message.
   *
   * @param replacement the message without the person; empty to remove the message
   */
  public record Change(FoundMessage message, Optional<Payload> replacement) {}

  public ErasureWalk(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.reader = QueueReader.bounded(redis, redis.questions(), channel);
    this.keys = redis.keys(channel);
  }

  /** Returns the cursor of the first part. */
  public static Cursor start() {
    return Cursor.start(ORDER.get(0));
  }

  /** Reads the messages at a cursor. */
  public Part read(Cursor cursor) {
    QueueState state = cursor.state();
    Window window = reader.read(cursor, QueueReader.MAX_ENTRIES);
    List<FoundMessage> found = window.messages();
    List<FoundMessage> whole = found.stream().filter(FoundMessage::isWhole).toList();
    if (!state.isList()) {
      Optional<Cursor> next =
          found.isEmpty() ? nextState(state) : Optional.of(window.behind(found.size()));
      return new Part(whole, found.size() - whole.size(), next);
    }
    long behind = found.isEmpty() ? -1 : found.get(found.size() - 1).place() - 1;
    // Large entries make short parts, which must make progress too.
    long next = behind < 0 ? -1 : behind + Math.min(OVERLAP, found.size() / 2);
    long unread =
        found.stream().filter(message -> !message.isWhole() && message.place() > next).count();
    return new Part(
        whole, unread, next < 0 ? nextState(state) : Optional.of(Cursor.place(state, next)));
  }

  private static Optional<Cursor> nextState(QueueState state) {
    return ORDER.stream().skip(ORDER.indexOf(state) + 1).findFirst().map(Cursor::start);
  }

  /**
   * Changes messages in one state; a message that has moved meanwhile is not changed. Messages in
   * processing belong to their worker and cannot be changed.
   *
   * @return for each change, whether it was made
   */
  public List<Boolean> erase(QueueState state, List<Change> changes) {
    if (state == QueueState.PROCESSING) {
      throw new IllegalArgumentException("messages in processing belong to their worker");
    }
    List<Boolean> made = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += MAX_CHANGES) {
      List<Change> some = changes.subList(from, Math.min(changes.size(), from + MAX_CHANGES));
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

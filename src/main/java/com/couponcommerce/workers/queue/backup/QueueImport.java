package com.couponcommerce.workers.queue.backup;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts the messages of a file into the queue of a channel, each once. */
public final class QueueImport {
  /**
   * Upper bound of messages in one call: each takes three commands, and Redis serves no other
   * client meanwhile.
   */
  public static final int MAX_MESSAGES = 500;

  /** Number of bytes after which a call should have no more messages. */
  public static final int ENOUGH_BYTES = 1_048_576;

  /** Time for which the progress is kept; a file that is sent later is imported again. */
  static final Duration REMEMBERED = Duration.ofDays(7);

  private final RedisConnection redis;
  private final QueueKeys keys;

  public QueueImport(RedisPools redis, Channel channel) {
    this.redis = redis.work();
    this.keys = redis.keys(channel);
  }

  /**
   * Puts entries into their places and counts them. Entries before {@link ImportResult#next} are
   * skipped, and if one before these is missing, none is imported.
   *
   * @param first number of the first of them in the file, from 1
   * @param total number of all entries of the file, if these are its last ones
   * @throws QueueUnavailableException if Redis does not answer or its memory is full; the same call
   *     may then be made again
   */
  public ImportResult add(
      ImportId id, long first, List<Stored> entries, ImportEnd end, OptionalLong total) {
    Arguments arguments =
        new Arguments()
            .add(REMEMBERED.toMillis())
            .add(total.isPresent() ? Long.toString(total.getAsLong()) : "")
            .add(first);
    for (Stored entry : entries) {
      if (entry instanceof StoredMessage message) {
        arguments
            .add(place(message.state(), end))
            .add(message.due().orElse(""))
            .add(message.payload());
      } else if (entry instanceof StoredOptOut optOut) {
        arguments.add("opted_out").add(optOut.since()).add(optOut.recipient());
      }
    }
    List<?> reply =
        redis
            .run(
                Script.IMPORT,
                List.of(key(id), keys.pending(), keys.retry(), keys.deadLetter(), keys.optedOut()),
                arguments)
            .list();
    return new ImportResult(
        (Long) reply.get(0), Reply.number(reply.get(1)), Reply.number(reply.get(2)));
  }

  /** Returns the place of a message; one that was being sent when it was exported waits again. */
  private static String place(QueueState state, ImportEnd end) {
    boolean oldest = end == ImportEnd.OLDEST;
    return switch (state) {
      case PENDING, PROCESSING -> oldest ? "pending_next" : "pending";
      case RETRY -> "retry";
      case DEAD_LETTER -> oldest ? "dead_letter_oldest" : "dead_letter";
    };
  }

  /** Returns the progress of a file; empty if nothing of it was imported in the last 7 days. */
  public Optional<ImportProgress> progress(ImportId id) {
    List<?> reply = redis.run(Script.IMPORTED, List.of(key(id)), new Arguments()).list();
    long next = (Long) reply.get(0);
    long total = (Long) reply.get(1);
    OptionalLong whole = total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
    return next < 0 ? Optional.empty() : Optional.of(new ImportProgress(next - 1, whole));
  }

  private String key(ImportId id) {
    return keys.imported(id.value());
  }
}

package com.couponcommerce.workers.queue.person;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The data about one recipient of a channel that is kept beside the messages. */
public final class RecipientTraces {
  /** Time for which the progress is kept: a client repeats its request within seconds. */
  private static final Duration PROGRESS_KEPT = Duration.ofHours(1);

  private final Channel channel;
  private final RedisConnection redis;
  private final QueueKeys keys;

  /**
   * The number of items that were removed.
   *
   * @param counts of the recipient's limit, and of failures
   * @param deliveries number of delivery reports
   * @param optOuts 1 if the recipient was removed from the opt-out list, otherwise 0
   */
  public record Forgotten(long counts, long deliveries, long optOuts) {
    public long sum() {
      return counts + deliveries + optOuts;
    }
  }

  /**
   * The progress of the erasure of a recipient.
   *
   * @param found number of messages with the recipient so far
   */
  public record Progress(Cursor cursor, long found) {}

  public RecipientTraces(RedisPools redis, Channel channel) {
    this.channel = channel;
    this.redis = redis.questions();
    this.keys = redis.keys(channel);
  }

  /**
   * Removes the data.
   *
   * @param optOut true to remove the recipient from the opt-out list too, who may then get messages
   */
  public Forgotten forget(String recipient, boolean optOut) {
    List<String> touched =
        List.of(
            keys.recipient(recipient),
            keys.reported(recipient),
            keys.undeliverable(recipient),
            keys.optedOut(),
            keys.erased(recipient));
    Arguments arguments =
        new Arguments()
            .add(keys.deliveries())
            .add(recipient)
            .add(optOut ? 1 : 0)
            .add(channel == Channel.SMS ? DeliveryReports.KEPT.toMillis() : 0);
    List<?> reply = redis.run(Script.FORGET, touched, arguments).list();
    return new Forgotten((Long) reply.get(0), (Long) reply.get(1), (Long) reply.get(2));
  }

  /** Returns the progress of an erasure; empty if none has begun, or the last one has ended. */
  public Optional<Progress> progress(String recipient) {
    String text = redis.call(client -> client.get(keys.erasure(recipient)));
    int blank = text == null ? -1 : text.indexOf(' ');
    if (text == null || blank < 0 || !text.substring(0, blank).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long found = Long.parseLong(text.substring(0, blank));
    return Cursor.parse(text.substring(blank + 1)).map(cursor -> new Progress(cursor, found));
  }

  /** Keeps the progress for the next request, which another instance may get. */
  public void keep(String recipient, Progress progress) {
    String text = progress.found() + " " + progress.cursor();
    redis.run(
        Script.PROGRESS,
        List.of(keys.erasure(recipient)),
        new Arguments().add(text).add(PROGRESS_KEPT.toMillis()));
  }

  /** Removes the progress, so that the next request starts at the beginning. */
  public void end(String recipient) {
    redis.call(client -> client.del(keys.erasure(recipient)));
  }
}

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
import redis.clients.jedis.params.SetParams;

/** What the keys beside the messages hold about one recipient of a channel. */
public final class RecipientTraces {
  /** Who asks for an erasure asks again within seconds, until it is done. */
  private static final Duration PROGRESS_KEPT = Duration.ofHours(1);

  private final RedisConnection redis;
  private final QueueKeys keys;

  /**
   * What was removed.
   *
   * @param counts of the recipient's limit, and of failures
   * @param deliveries what became of single messages
   * @param optOuts 1 where the recipient was on the list and no longer is
   */
  public record Forgotten(long counts, long deliveries, long optOuts) {
    public long sum() {
      return counts + deliveries + optOuts;
    }
  }

  /**
   * How far the erasure of a recipient has come.
   *
   * @param found messages in which it was found so far
   */
  public record Progress(Cursor cursor, long found) {}

  public RecipientTraces(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.keys = redis.keys(channel);
  }

  /**
   * Removes it all.
   *
   * @param optOut true: also from the list of those who want no messages, who may then get some
   */
  public Forgotten forget(String recipient, boolean optOut) {
    List<String> touched =
        List.of(
            keys.recipient(recipient),
            keys.reported(recipient),
            keys.undeliverable(recipient),
            keys.optedOut());
    Arguments arguments = new Arguments().add(keys.deliveries()).add(recipient).add(optOut ? 1 : 0);
    List<?> reply = redis.run(Script.FORGET, touched, arguments).list();
    return new Forgotten((Long) reply.get(0), (Long) reply.get(1), (Long) reply.get(2));
  }

  /** Empty where no erasure of this recipient has begun, or the last one has ended. */
  public Optional<Progress> progress(String recipient) {
    String text = redis.call(client -> client.get(keys.erasure(recipient)));
    int blank = text == null ? -1 : text.indexOf(' ');
    if (text == null || blank < 0 || !text.substring(0, blank).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long found = Long.parseLong(text.substring(0, blank));
    return Cursor.parse(text.substring(blank + 1)).map(cursor -> new Progress(cursor, found));
  }

  /** For the next request, which another instance may get. */
  public void keep(String recipient, Progress progress) {
    String text = progress.found() + " " + progress.cursor();
    SetParams kept = SetParams.setParams().px(PROGRESS_KEPT.toMillis());
    redis.call(client -> client.set(keys.erasure(recipient), text, kept));
  }

  /** The next request starts anew. */
  public void end(String recipient) {
    redis.call(client -> client.del(keys.erasure(recipient)));
  }
}

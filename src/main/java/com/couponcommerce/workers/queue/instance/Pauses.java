package com.couponcommerce.workers.queue.instance;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.LeaseToken;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The pause of one channel for all instances: a key that {@link MessageQueue#claim} looks at, so
 * that nothing is claimed from the moment on in which it was written.
 *
 * <p>Every method throws {@link QueueUnavailableException} where Redis does not answer or refuses,
 * and may then be called again.
 */
public final class Pauses {
  private static final long NOT_THERE = -2;

  private final RedisConnection redis;
  private final String key;

  public Pauses(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.key = redis.keys(channel).paused();
  }

  /** The time by which a pause ends. */
  public Instant now() {
    return new LeaseToken(redis.run(Script.NOW, List.of(key), new Arguments()).text()).time();
  }

  /**
   * Pauses the channel, or changes why and until when it is paused.
   *
   * @param until in the future; empty: until {@link #resume}
   */
  public OperatorPause pause(String reason, String by, Optional<Instant> until) {
    Instant at = now().truncatedTo(ChronoUnit.MILLIS);
    Arguments arguments =
        new Arguments()
            .add(OperatorPause.json(reason, by, at, until))
            .add(until.map(Instant::toEpochMilli).orElse(0L));
    redis.run(Script.PAUSE, List.of(key), arguments);
    return new OperatorPause(Optional.of(reason), Optional.of(by), Optional.of(at), until);
  }

  /** Ends the pause; false where there was none. */
  public boolean resume() {
    return redis.run(Script.RESUME, List.of(key), new Arguments()).done();
  }

  /** The pause as it is now; empty where the channel is not paused. */
  public Optional<OperatorPause> current() {
    List<?> reply = redis.run(Script.PAUSED, List.of(key), new Arguments()).list();
    long ends = (Long) reply.get(1);
    if (ends == NOT_THERE) {
      return Optional.empty();
    }
    Optional<Instant> until = ends < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ends));
    return Optional.of(OperatorPause.read((byte[]) reply.get(0), until));
  }
}

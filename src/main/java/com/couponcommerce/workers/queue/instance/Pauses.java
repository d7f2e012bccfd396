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
 * The pause of one channel for all instances: a key that {@link MessageQueue#claim} checks, so that
 * nothing is claimed once it is written.
 *
 * <p>Every method throws {@link QueueUnavailableException} if Redis does not answer or refuses, and
 * may then be called again.
 */
public final class Pauses {
  private static final long NOT_THERE = -2;

  private final RedisConnection redis;
  private final String key;

  public Pauses(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.key = redis.keys(channel).paused();
  }

  /** Returns the time of the Redis clock, by which a pause ends. */
  public Instant now() {
    return new LeaseToken(redis.run(Script.NOW, List.of(key), new Arguments()).text()).time();
  }

  /**
   * Pauses the channel, or changes the reason and the end of its pause.
   *
   * @param until end, in the future; empty to pause until {@link #resume}
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

  /** Ends the pause; returns false if there was none. */
  public boolean resume() {
    return redis.run(Script.RESUME, List.of(key), new Arguments()).done();
  }

  /** Returns the present pause; empty if the channel is not paused. */
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

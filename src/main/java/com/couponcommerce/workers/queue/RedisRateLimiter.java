package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.settings.RateLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The limits on Redis: each method is one script, the work is in the script. */
final class RedisRateLimiter implements RateLimiter {
  private final QueueKeys keys;
  private final RedisConnection redis;

  RedisRateLimiter(Channel channel, RedisConnection redis) {
    this.keys = QueueKeys.of(channel);
    this.redis = redis;
  }

  @Override
  public Permits permit(RateLimit limit, int most) {
    Spacing spacing = Spacing.of(limit);
    List<?> reply =
        (List<?>)
            redis
                .run(
                    Script.PERMIT,
                    List.of(bytes(keys.rate())),
                    List.of(
                        bytes(most), bytes(spacing.intervalMicros()), bytes(spacing.earlyMicros())))
                .value();
    return new Permits(((Long) reply.get(0)).intValue(), micros(reply.get(1)));
  }

  @Override
  public Duration admit(RateLimit limit, Set<String> recipients) {
    List<byte[]> lists = new ArrayList<>();
    recipients.forEach(recipient -> lists.add(bytes(keys.recipient(recipient))));
    long window = TimeUnit.NANOSECONDS.toMicros(limit.per().toNanos());
    return micros(
        redis.run(Script.ADMIT, lists, List.of(bytes(limit.permits()), bytes(window))).value());
  }

  private static Duration micros(Object reply) {
    return Duration.of((Long) reply, ChronoUnit.MICROS);
  }

  private static byte[] bytes(long number) {
    return bytes(Long.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

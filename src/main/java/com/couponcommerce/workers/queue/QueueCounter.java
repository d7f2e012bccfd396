package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the messages of channels, in one call if one server holds them all: on a busy machine the
 * caller waits once, not once for each channel.
 */
public final class QueueCounter {
  private final RedisConnection redis;
  private final Map<Channel, QueueKeys> keys = new EnumMap<>(Channel.class);
  private final boolean oneServer;

  public QueueCounter(RedisPools redis) {
    this.redis = redis.questions();
    for (Channel channel : Channel.values()) {
      keys.put(channel, redis.keys(channel));
    }
    this.oneServer = !redis.isCluster();
  }

  /** Counts one channel. */
  public QueueCounts count(Channel channel) {
    return Objects.requireNonNull(count().get(channel));
  }

  /** Counts all channels. */
  public Map<Channel, QueueCounts> count() {
    List<Channel> channels = List.copyOf(keys.keySet());
    if (oneServer) {
      return count(channels);
    }
    Map<Channel, QueueCounts> counts = new EnumMap<>(Channel.class);
    channels.forEach(channel -> counts.putAll(count(List.of(channel))));
    return counts;
  }

  private Map<Channel, QueueCounts> count(List<Channel> channels) {
    List<String> counted =
        channels.stream()
            .map(channel -> Objects.requireNonNull(keys.get(channel)))
            .flatMap(known -> QueueCounts.keys(known).stream())
            .toList();
    List<QueueCounts> read = QueueCounts.read(redis.run(Script.COUNT, counted, new Arguments()));
    Map<Channel, QueueCounts> counts = new EnumMap<>(Channel.class);
    for (int i = 0; i < channels.size(); i++) {
      counts.put(channels.get(i), read.get(i));
    }
    return counts;
  }
}

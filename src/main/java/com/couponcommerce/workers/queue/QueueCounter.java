package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import com.couponcommerce.workers.queue.redis.WrongKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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

  /**
   * Counts one channel.
   *
   * @throws QueueUnavailableException also if one of its numbers is unknown
   */
  public QueueCounts count(Channel channel) {
    ChannelCounts counts = Objects.requireNonNull(count().get(channel));
    return counts
        .complete()
        .orElseThrow(() -> new QueueUnavailableException(String.join("; ", counts.problems())));
  }

  /**
   * Counts all channels.
   *
   * @throws QueueUnavailableException if Redis answers for none of them
   */
  public Map<Channel, ChannelCounts> count() {
    List<Channel> channels = List.copyOf(keys.keySet());
    if (oneServer) {
      return count(channels);
    }
    return countApart(channels);
  }

  /** Counts each channel by a call of its own, since its server may be the one that is down. */
  private Map<Channel, ChannelCounts> countApart(List<Channel> channels) {
    Map<Channel, ChannelCounts> counts = new EnumMap<>(Channel.class);
    Optional<QueueUnavailableException> failure = Optional.empty();
    boolean answered = false;
    for (Channel channel : channels) {
      try {
        counts.putAll(count(List.of(channel)));
        answered = true;
      } catch (QueueUnavailableException e) {
        failure = Optional.of(e);
        // Without Redis's own words, which may name hosts: the counts are public.
        counts.put(
            channel, new ChannelCounts(Map.of(), List.of("Redis does not answer for " + channel)));
      }
    }
    if (!answered && failure.isPresent()) {
      throw failure.get();
    }
    return counts;
  }

  private Map<Channel, ChannelCounts> count(List<Channel> channels) {
    List<String> counted =
        channels.stream().flatMap(channel -> counted(keys(channel)).stream()).toList();
    Iterator<?> read = redis.run(Script.COUNT, counted, new Arguments()).list().iterator();
    Map<Channel, ChannelCounts> counts = new EnumMap<>(Channel.class);
    channels.forEach(channel -> counts.put(channel, read(keys(channel), read)));
    return counts;
  }

  /** Returns the keys in the order of {@code count.lua}, which is that of the states. */
  private static List<String> counted(QueueKeys keys) {
    return Arrays.stream(QueueState.values()).map(state -> state.key(keys)).toList();
  }

  private QueueKeys keys(Channel channel) {
    return Objects.requireNonNull(keys.get(channel));
  }

  private static ChannelCounts read(QueueKeys keys, Iterator<?> counts) {
    Map<QueueState, Long> known = new EnumMap<>(QueueState.class);
    List<String> problems = new ArrayList<>();
    for (QueueState state : QueueState.values()) {
      Object value = counts.next();
      if (value instanceof Long number) {
        known.put(state, number);
      } else {
        problems.add(WrongKey.problem(state.key(keys), Reply.text(value)));
      }
    }
    return new ChannelCounts(known, problems);
  }
}

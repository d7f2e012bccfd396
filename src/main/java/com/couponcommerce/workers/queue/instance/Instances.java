package com.couponcommerce.workers.queue.instance;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heartbeats of the instances that drain a channel, by the Redis clock.
 *
 * <p>Every method throws {@link QueueUnavailableException} if Redis does not answer or refuses, and
 * may then be called again.
 */
public final class Instances {
  /** Silence after which an instance counts as dead. */
  public static final Duration ALIVE = Duration.ofSeconds(12);

  /** Silence after which its heartbeat is removed. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private static final Pattern BEAT = Pattern.compile("\\{\"beat\":([0-9]{1,15}),");

  private final RedisConnection redis;
  private final String key;
  private final String own;

  public Instances(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.key = redis.keys(channel).instances();
    this.own = redis.instance();
  }

  /**
   * Writes the heartbeat of this instance.
   *
   * @param members members of a JSON object without the braces, at least one
   */
  public void heartbeat(String members) {
    Arguments arguments = new Arguments().add(own).add(members).add(KEPT.toMillis());
    redis.run(Script.HEARTBEAT, List.of(key), arguments);
  }

  /** Removes the heartbeat of this instance. */
  public void withdraw() {
    redis.call(client -> client.hdel(key, own));
  }

  /** Returns the instances that are alive, in the order of their ids. */
  public List<LiveInstance> alive() {
    List<?> reply = redis.run(Script.INSTANCES, List.of(key), new Arguments()).list();
    long now = (Long) reply.get(0);
    List<LiveInstance> alive = new ArrayList<>();
    for (int i = 1; i < reply.size(); i += 2) {
      String json = new String((byte[]) reply.get(i + 1), StandardCharsets.UTF_8);
      Matcher beat = BEAT.matcher(json);
      if (beat.lookingAt()) {
        Duration since = Duration.ofMillis(Math.max(0, now - Long.parseLong(beat.group(1))));
        if (since.compareTo(ALIVE) <= 0) {
          alive.add(new LiveInstance(Reply.text(reply.get(i)), since, json));
        }
      }
    }
    alive.sort((one, other) -> one.id().compareTo(other.id()));
    return alive;
  }
}

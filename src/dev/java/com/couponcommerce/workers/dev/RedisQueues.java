package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.Channel;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.RedisClient;

/** Reaches the queues of {@code -Pdev}, over a connection for each call. */
record RedisQueues(DevSettings settings) implements Queues {
  @Override
  public void enqueue(Channel channel, String payload) {
    call(redis -> redis.lpush(settings.keys(channel).pending(), payload));
  }

  @Override
  public List<String> optedOut() {
    return call(redis -> redis.zrange(optOuts(), 0, -1));
  }

  @Override
  public void optIn(String number) {
    call(redis -> redis.zrem(optOuts(), number));
  }

  private String optOuts() {
    return settings.keys(Channel.SMS).optedOut();
  }

  private <T> T call(Function<RedisClient, T> command) {
    try (RedisClient client = RedisClient.create(settings.require("REDIS_URL"))) {
      return command.apply(client);
    }
  }
}

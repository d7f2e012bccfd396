package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.ChannelState;
import com.couponcommerce.workers.queue.redis.RedisCheck;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.util.ArrayList;
import java.util.List;

/** Finds a Redis that loses messages, or will soon refuse them. */
final class RedisProblems implements ProblemSource {
  /** Part of its memory from which a Redis is nearly full. */
  private static final double NEARLY = 0.9;

  private final RedisPools redis;

  RedisProblems(RedisPools redis) {
    this.redis = redis;
  }

  @Override
  public List<Finding> find(ChannelState state) {
    RedisCheck.Memory memory = new RedisCheck(redis).memory(state.channel());
    List<Finding> found = new ArrayList<>();
    if (memory.evicts()) {
      found.add(Finding.of(ProblemId.REDIS_EVICTS).with("policy", memory.policy()));
    }
    if (memory.max() > 0 && memory.used() >= NEARLY * memory.max()) {
      found.add(
          Finding.of(ProblemId.REDIS_MEMORY)
              .with("usedBytes", memory.used())
              .with("maxBytes", memory.max()));
    }
    return found;
  }
}

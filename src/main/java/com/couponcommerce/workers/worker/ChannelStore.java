package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.limit.RateLimiter;
import com.couponcommerce.workers.limit.RedisRateLimiter;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.RedisSendingMarks;
import com.couponcommerce.workers.queue.SendingMarks;
import com.couponcommerce.workers.queue.person.OptOutList;
import com.couponcommerce.workers.queue.person.RedisOptOutList;
import com.couponcommerce.workers.queue.redis.RedisPools;

/** Data of one channel in Redis, which all instances share. */
record ChannelStore(
    MessageQueue queue, RateLimiter limiter, OptOutList optOuts, SendingMarks sendingMarks) {

  /** Opens the store of a channel in Redis. */
  static ChannelStore of(RedisPools redis, Channel channel) {
    return new ChannelStore(
        new RedisMessageQueue(redis, channel),
        new RedisRateLimiter(redis, channel),
        new RedisOptOutList(redis, channel),
        new RedisSendingMarks(redis, channel));
  }
}

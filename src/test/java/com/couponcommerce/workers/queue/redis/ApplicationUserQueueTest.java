package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.queue.RedisMessageQueueTest;

/** The contract of the queue, with the user that docs/redis.md gives the application. */
class ApplicationUserQueueTest extends RedisMessageQueueTest {

  @Override
  public String url() {
    RedisGuide.defineUsers(server().port());
    return RedisGuide.application(server().port());
  }
}

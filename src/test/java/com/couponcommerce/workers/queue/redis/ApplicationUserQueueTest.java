package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.queue.RedisMessageQueueTest;

/** All of the queue, as the user that docs/redis.md gives the application. */
class ApplicationUserQueueTest extends RedisMessageQueueTest {

  @Override
  public String url() {
    RedisGuide.defineUsers(server().port());
    return RedisGuide.application(server().port());
  }
}

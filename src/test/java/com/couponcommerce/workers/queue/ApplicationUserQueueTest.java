package com.couponcommerce.workers.queue;

/** All of the queue, as the user that docs/redis.md gives the application. */
class ApplicationUserQueueTest extends RedisMessageQueueTest {

  @Override
  String url() {
    RedisGuide.defineUsers(server().port());
    return RedisGuide.application(server().port());
  }
}

package com.couponcommerce.workers.queue;

/** All of the rate limits, as the user that docs/redis.md gives the application. */
class ApplicationUserRateLimiterTest extends RedisRateLimiterTest {

  @Override
  String url() {
    RedisGuide.defineUsers(server().port());
    return RedisGuide.application(server().port());
  }
}

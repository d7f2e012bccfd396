package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.queue.redis.RedisGuide;

/** The contract of rate limits, with the user that docs/redis.md gives the application. */
class ApplicationUserRateLimiterTest extends RedisRateLimiterTest {

  @Override
  public String url() {
    RedisGuide.defineUsers(server().port());
    return RedisGuide.application(server().port());
  }
}

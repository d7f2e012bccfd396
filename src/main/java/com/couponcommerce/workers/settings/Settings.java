package com.couponcommerce.workers.settings;

/** Everything the administrator set, checked. */
public record Settings(
    RedisSettings redis, RetrySettings retry, WorkSettings work, EmailSettings email) {}

package com.couponcommerce.workers.settings;

import java.util.Optional;

/**
 * Everything the administrator set, checked.
 *
 * @param sms empty where no account for texts is set
 */
public record Settings(
    RedisSettings redis,
    RetrySettings retry,
    WorkSettings work,
    RateSettings rates,
    EmailSettings email,
    Optional<SmsSettings> sms) {}

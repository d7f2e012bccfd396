package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Channel;
import java.util.Optional;

/**
 * All settings, validated.
 *
 * @param live the live settings at the start; {@link CurrentSettings} has their current values
 * @param sms empty if no account of an SMS provider is set
 */
public record Settings(
    RedisSettings redis,
    WorkSettings work,
    LiveSettings live,
    EmailSettings email,
    SmsNumbers smsNumbers,
    Optional<SmsSettings> sms,
    ApiSettings api) {

  /** Returns the maximum number of concurrent sends of a channel. */
  public int concurrency(Channel channel) {
    return switch (channel) {
      case EMAIL -> email.concurrency();
      case SMS -> sms.map(SmsSettings::concurrency).orElse(0);
    };
  }

  /** Returns the maximum number of concurrent sends of all channels that this instance drains. */
  public int concurrency() {
    return work.channels().stream().mapToInt(this::concurrency).sum();
  }
}

package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Channel;
import java.util.Optional;

/**
 * Everything the administrator set, checked.
 *
 * @param live as they were at the start; {@link CurrentSettings} knows what they are now
 * @param smsDefaultRegion country of numbers without a country code (SMS_DEFAULT_REGION), which
 *     also those need to know who only enqueue texts
 * @param sms empty where no account for texts is set
 */
public record Settings(
    RedisSettings redis,
    WorkSettings work,
    LiveSettings live,
    EmailSettings email,
    Optional<String> smsDefaultRegion,
    Optional<SmsSettings> sms,
    ApiSettings api) {

  /** Sends of a channel at a time. */
  public int concurrency(Channel channel) {
    return switch (channel) {
      case EMAIL -> email.concurrency();
      case SMS -> sms.map(SmsSettings::concurrency).orElse(0);
    };
  }

  /** Sends at a time of all channels that this instance drains. */
  public int concurrency() {
    return work.channels().stream().mapToInt(this::concurrency).sum();
  }
}

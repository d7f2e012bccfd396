package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Channel;
import java.util.Optional;

/**
 * How much is sent at most, by all instances together; empty: as much as they can.
 *
 * @param email mails (EMAIL_RATE_LIMIT)
 * @param sms texts (SMS_RATE_LIMIT)
 * @param smsRecipient texts to one number (SMS_RECIPIENT_LIMIT)
 */
public record RateSettings(
    Optional<RateLimit> email, Optional<RateLimit> sms, Optional<RateLimit> smsRecipient) {

  /** The limit of a whole channel. */
  public Optional<RateLimit> of(Channel channel) {
    return switch (channel) {
      case EMAIL -> email;
      case SMS -> sms;
    };
  }

  /** The limit of each of a channel's recipients. */
  public Optional<RateLimit> ofRecipient(Channel channel) {
    return switch (channel) {
      case EMAIL -> Optional.empty();
      case SMS -> smsRecipient;
    };
  }
}

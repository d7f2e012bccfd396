package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Channel;
import java.util.Optional;

/**
 * Rate limits of sending, over all instances; empty means no limit.
 *
 * @param email limit of e-mails (EMAIL_RATE_LIMIT)
 * @param sms limit of SMS messages (SMS_RATE_LIMIT)
 * @param smsRecipient limit of SMS messages to one number (SMS_RECIPIENT_LIMIT)
 */
public record RateSettings(
    Optional<RateLimit> email, Optional<RateLimit> sms, Optional<RateLimit> smsRecipient) {

  /** Returns the limit of a whole channel. */
  public Optional<RateLimit> of(Channel channel) {
    return switch (channel) {
      case EMAIL -> email;
      case SMS -> sms;
    };
  }

  /** Returns the limit of each recipient of a channel. */
  public Optional<RateLimit> ofRecipient(Channel channel) {
    return switch (channel) {
      case EMAIL -> Optional.empty();
      case SMS -> smsRecipient;
    };
  }
}

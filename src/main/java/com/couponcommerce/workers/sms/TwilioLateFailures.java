package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.Suppression;
import java.util.Map;

/**
 * Maps failures that Twilio reports later to the suppression of their recipient. Source: Twilio's
 * error dictionary, www.twilio.com/docs/api/errors, as {@link TwilioErrorTable}. Other codes are
 * temporary, such as 30003 and 30017 (unreachable, congestion), or do not concern the recipient,
 * such as 30007 (filtered), 30011 (no MMS, which is never sent) and 30014 (the request's list of
 * attributes).
 */
final class TwilioLateFailures {
  private static final Map<Integer, Suppression> TABLE =
      Map.of(
          // The recipient replied STOP.
          21610, Suppression.AT_ONCE,
          // Blocked: by the recipient, by the carrier, or a prepaid phone without credit.
          30004, Suppression.WHEN_REPEATED,
          // Unknown handset: the number is no longer in use, or the phone has been off for long.
          30005, Suppression.WHEN_REPEATED,
          // A landline, or an unreachable carrier.
          30006, Suppression.WHEN_REPEATED);

  private TwilioLateFailures() {}

  /**
   * Returns the suppression of a code.
   *
   * @param code Twilio's code; 0 for none
   */
  static Suppression of(int code) {
    return TABLE.getOrDefault(code, Suppression.NEVER);
  }
}

package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.Suppression;
import java.util.Map;

/**
 * Which failures that Twilio reports later end all texts to their recipient. Source: Twilio's error
 * dictionary, www.twilio.com/docs/api/errors, as {@link TwilioErrorTable}. What is not here passes,
 * as 30003 and 30017 (unreachable, congestion), or is not about the recipient: 30007 (filtered),
 * 30011 (no MMS, which we never send) and 30014 (the request's list of attributes) among them.
 */
final class TwilioLateFailures {
  private static final Map<Integer, Suppression> TABLE =
      Map.of(
          // The recipient wrote STOP.
          21610, Suppression.AT_ONCE,
          // Blocked: by the recipient, the carrier, or a prepaid phone without money.
          30004, Suppression.WHEN_REPEATED,
          // Unknown handset: the number is no longer anybody's, or the phone has long been off.
          30005, Suppression.WHEN_REPEATED,
          // A landline, or a carrier that nobody reaches.
          30006, Suppression.WHEN_REPEATED);

  private TwilioLateFailures() {}

  /**
   * What follows from a code.
   *
   * @param code Twilio's; 0 for none
   */
  static Suppression of(int code) {
    return TABLE.getOrDefault(code, Suppression.NEVER);
  }
}

package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.FailureWords;
import java.time.Duration;
import java.util.Optional;

/**
 * Failure of an attempt.
 *
 * @param code the provider's code, such as {@code "550 5.1.1"}, or a lower-case word of the worker,
 *     such as {@code "connect"}, if the provider gave none
 * @param text the provider's text, shortened, on one line, with addresses and numbers masked: it is
 *     logged, kept in the dead letter and shown to users
 * @param retryAfter wait that the provider asked for; empty if it did not
 * @param atOnce true if the provider refused only the size of this attempt, such as too many
 *     recipients of one mail: the rest may follow at once, and the rate is not lowered
 * @param basis ground on which it has its class
 * @param laterRetryAfter wait after the second failure and those that follow, if it is another than
 *     {@code retryAfter}
 * @param rule id of the rule that judged the provider's reply; empty if none did
 */
public record Failure(
    FailureClass failureClass,
    String code,
    String text,
    Optional<Duration> retryAfter,
    boolean atOnce,
    Basis basis,
    String rule,
    Optional<Duration> laterRetryAfter) {
  private static final int MAX_TEXT = 500;

  public Failure {
    text = printable(text);
  }

  public Failure(FailureClass failureClass, String code, String text) {
    this(failureClass, code, text, Optional.empty());
  }

  public Failure(
      FailureClass failureClass, String code, String text, Optional<Duration> retryAfter) {
    this(failureClass, code, text, retryAfter, false, Basis.KNOWN, "", Optional.empty());
  }

  /** Returns this failure as one after which the rest may follow at once. */
  public Failure forRestAtOnce() {
    return new Failure(
        failureClass, code, text, Optional.empty(), true, basis, rule, Optional.empty());
  }

  /** Returns this failure as one that no message had to do with. */
  public Failure ofSession() {
    return judged(Basis.SESSION, rule);
  }

  /**
   * Returns this failure with the ground of its class.
   *
   * @param rule id of the rule that judged
   */
  public Failure judged(Basis basis, String rule) {
    return new Failure(failureClass, code, text, retryAfter, atOnce, basis, rule, laterRetryAfter);
  }

  /** Returns this failure with another wait after the second one and those that follow. */
  public Failure later(Optional<Duration> wait) {
    return new Failure(failureClass, code, text, retryAfter, atOnce, basis, rule, wait);
  }

  /** Returns the text without the code at its beginning, for a place that shows the code too. */
  public String detail() {
    return FailureWords.withoutCode(code, text);
  }

  /** Returns code and text, the code once. */
  public String told() {
    return (code + " " + detail()).strip();
  }

  private static String printable(String text) {
    String line = Mask.text(text.strip()).replaceAll("[\\r\\n\\t]+", " ");
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
  }
}

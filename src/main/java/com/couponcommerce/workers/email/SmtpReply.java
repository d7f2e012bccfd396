package com.couponcommerce.workers.email;

import com.couponcommerce.workers.mask.Mask;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's reply.
 *
 * @param code three digits
 * @param enhanced the code of RFC 3463; empty if there is none, or if its first digit contradicts
 *     the reply's, which Postfix ignores too (smtp_chat.c)
 * @param text the whole reply on one line, masked
 */
record SmtpReply(int code, String enhanced, String text) {
  /** Characters of a reply that are kept and matched; more is of no use to a reader. */
  private static final int MAX_TEXT = 2000;

  private static final Pattern REPLY =
      Pattern.compile(
          "(?:^|response: )(?<code>[2-5]\\d\\d)(?:["
              + " -]+(?<enhanced>[245]\\.\\d{1,3}\\.\\d{1,3})\\b)?");
  private static final Pattern LINE_START = Pattern.compile("\\R\\d{3}[ -]");

  /**
   * Waits such as "in 300 seconds", "in 5 minutes", "after 1 hour", without the digits of a code or
   * an id.
   */
  private static final Pattern WAIT =
      Pattern.compile(
          "(?<![\\w.-])(?<number>\\d{1,6})"
              + " ?(?<unit>s|secs?|seconds?|m|mins?|minutes?|h|hours?)(?![\\w-])",
          Pattern.CASE_INSENSITIVE);

  private static final Duration MAX_WAIT = Duration.ofHours(24);

  /** Margin that is added to a wait, as Postal does: the server's clock may be behind. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** Finds the reply in an exception's message, at its start or after "response: ". */
  static Optional<SmtpReply> in(String message) {
    Matcher matcher = REPLY.matcher(message);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String code = matcher.group("code");
    String enhanced = Optional.ofNullable(matcher.group("enhanced")).orElse("");
    String agreed = enhanced.startsWith(code.substring(0, 1)) ? enhanced : "";
    String text = message.substring(matcher.start("code"));
    return Optional.of(new SmtpReply(Integer.parseInt(code), agreed, masked(text)));
  }

  /** Returns the text on one line and masked. */
  static String masked(String text) {
    String head = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    String line = LINE_START.matcher(head.strip()).replaceAll(" ");
    return Mask.text(line);
  }

  /** Returns the codes as the dead letter has them, such as "550 5.1.1". */
  String codes() {
    return enhanced.isEmpty() ? Integer.toString(code) : code + " " + enhanced;
  }

  /** Returns true if the reply is neither temporary nor permanent, such as 250 or 354. */
  boolean isPositive() {
    return !isTemporary() && !isPermanent();
  }

  boolean isTemporary() {
    return code / 100 == 4;
  }

  boolean isPermanent() {
    return code / 100 == 5;
  }

  /** Returns the wait that the text asks for. */
  Optional<Duration> retryAfter() {
    Matcher matcher = WAIT.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group("number"));
    Duration asked =
        switch (matcher.group("unit").toLowerCase(Locale.ROOT).charAt(0)) {
          case 's' -> Duration.ofSeconds(number);
          case 'm' -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    Duration padded = asked.plus(MARGIN);
    return Optional.of(padded.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : padded);
  }
}

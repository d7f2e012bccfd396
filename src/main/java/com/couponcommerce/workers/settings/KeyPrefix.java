package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Channel;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the Redis keys of the queues begin with (QUEUE_KEY_PREFIX), written as for e-mails: for
 * another channel the word {@code email} in it is replaced.
 */
public record KeyPrefix(String email) {
  /**
   * No space or quote, which a shell would take apart, and no {@code *} or {@code ?}, which an ACL
   * would take for a pattern. Every key carries the prefix, so it is kept short.
   */
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9:._/{}-]{1,100}");

  private static final String WORD = Channel.EMAIL.id();

  /** The names that the producers of the platform know. */
  public static final KeyPrefix DEFAULT = new KeyPrefix(Setting.QUEUE_KEY_PREFIX.defaultValue());

  public KeyPrefix {
    if (!isValid(email)) {
      throw new IllegalArgumentException(
          Setting.QUEUE_KEY_PREFIX + " may be: " + Setting.QUEUE_KEY_PREFIX.allowed());
    }
  }

  static Optional<KeyPrefix> parse(String text) {
    return isValid(text) ? Optional.of(new KeyPrefix(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return ALLOWED.matcher(text).matches()
        && !text.endsWith(":")
        && text.contains(WORD)
        && text.indexOf(WORD) == text.lastIndexOf(WORD)
        && hasSaneBraces(text);
  }

  /** For the keys of one channel, without a colon at its end. */
  public String of(Channel channel) {
    return email.replace(WORD, channel.id());
  }

  /** True where Redis Cluster keeps all keys of a channel together: in {@code {…}}. */
  boolean hasHashTag() {
    return email.indexOf('{') >= 0;
  }

  /** None, or one pair with something in it: what Redis Cluster takes for a hash tag. */
  private static boolean hasSaneBraces(String text) {
    return text.matches("[^{}]*(\\{[^{}]+\\}[^{}]*)?");
  }
}

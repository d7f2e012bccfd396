package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Channel;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prefix of the Redis keys of the queues (QUEUE_KEY_PREFIX) in its form for e-mails: for another
 * channel the word {@code email} in it is replaced.
 */
public record KeyPrefix(String email) {
  /**
   * Excludes spaces and quotes, which a shell interprets, and {@code *} and {@code ?}, which an ACL
   * interprets as a pattern. The length is limited because every key has the prefix.
   */
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9:._/{}-]{1,100}");

  private static final String WORD = Channel.EMAIL.id();

  /** Default prefix, which the producers of the platform use. */
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

  /** Returns the prefix of a channel's keys, without a colon at its end. */
  public String of(Channel channel) {
    return email.replace(WORD, channel.id());
  }

  /** Tells whether Redis Cluster keeps all keys of a channel in one slot, by {@code {…}}. */
  boolean hasHashTag() {
    return email.indexOf('{') >= 0;
  }

  /** Accepts no braces, or one pair that is not empty: the hash tag of Redis Cluster. */
  private static boolean hasSaneBraces(String text) {
    return text.matches("[^{}]*(\\{[^{}]+\\}[^{}]*)?");
  }
}

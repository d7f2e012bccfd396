package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import java.util.Optional;

/** Commands to copy, which {@code -Pdev} prints at the end of its start. */
final class DevBanner {
  private static final String MAIL =
      "{\"to\":\"user@example.com\",\"subject\":\"Test\",\"body\":\"Hello\"}";

  /**
   * An SMS to a number with the form of a mobile number; the stub accepts it and no phone receives
   * it.
   */
  private static final String SMS = "{\"to\":\"+4915123456789\",\"body\":\"Hello\"}";

  private DevBanner() {}

  /**
   * Returns the commands.
   *
   * @param users their password is printed only here
   * @param inbox the URL of the inbox, if one runs
   * @param smsStub whether SMS messages go to the stub; a real provider would deliver the example
   *     to a phone
   */
  static String text(
      DevSettings settings, RoleUsers users, Optional<String> inbox, boolean smsStub) {
    RedisAddress redis = RedisAddress.of(settings.require("REDIS_URL"));
    StringBuilder text =
        new StringBuilder(
            "The console: http://localhost:%s/ (%s, password %s)%n%nWhat to try:%n"
                .formatted(settings.require("HTTP_PORT"), RoleUsers.OPERATOR, users.password()));
    text.append(
        "  curl http://localhost:%s/api/v1/health/redis\n"
            .formatted(settings.require("HTTP_PORT")));
    text.append(
        "  curl -u %s:%s http://localhost:%s/api/v1/whoami\n"
            .formatted(RoleUsers.OPERATOR, users.password(), settings.require("HTTP_PORT")));
    text.append(enqueue(redis, settings.keys(Channel.EMAIL).pending(), MAIL));
    if (smsStub) {
      text.append(enqueue(redis, settings.keys(Channel.SMS).pending(), SMS));
    }
    inbox.ifPresent(
        url ->
            text.append(
                "  %snew enqueues a message from a form, %s shows what arrives\n"
                    .formatted(url, url)));
    if (smsStub) {
      inbox.ifPresent(
          url -> text.append("  %sphone lets SMS fail, as a provider does\n".formatted(url)));
    }
    text.append(
        "The users %s have the password %s until the next start.\n"
            .formatted(String.join(", ", RoleUsers.NAMES), users.password()));
    return text + "Ctrl-C stops everything.\n";
  }

  private static String enqueue(RedisAddress redis, String key, String payload) {
    String lines = "  redis-cli %s lpush %s '%s'\n".formatted(redis.redisCli(), key, payload);
    // For a machine without redis-cli: Redis accepts a command as a plain line in which quotes
    // protect spaces and quotes, so bash alone can enqueue.
    return lines
        + redis
            .bash("LPUSH " + key + " " + quoted(payload))
            .map(line -> "  " + line + "\n")
            .orElse("");
  }

  private static String quoted(String payload) {
    return '"' + payload.replace("\"", "\\\"") + '"';
  }
}

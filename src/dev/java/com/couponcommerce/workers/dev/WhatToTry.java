package com.couponcommerce.workers.dev;

import java.util.Optional;

/** The lines to copy that {@code -Pdev} ends its start with. */
final class WhatToTry {
  private static final String MAIL =
      "{\"to\":\"user@example.com\",\"subject\":\"Test\",\"body\":\"Hello\"}";

  private WhatToTry() {}

  static String text(DevSettings settings, Optional<String> inbox) {
    RedisAddress redis = RedisAddress.of(settings.require("REDIS_URL"));
    StringBuilder text = new StringBuilder("What to try:\n");
    text.append(
        "  curl http://localhost:%s/api/v1/health/redis\n"
            .formatted(settings.require("HTTP_PORT")));
    text.append(
        "  redis-cli %s lpush queue:email:pending '%s'\n".formatted(redis.redisCli(), MAIL));
    // For a machine without redis-cli: Redis takes a command as a line of text, and quotes protect
    // spaces and quotes, so bash alone can enqueue.
    redis
        .bash("LPUSH queue:email:pending " + quoted(MAIL))
        .ifPresent(line -> text.append("  " + line + "\n"));
    inbox.ifPresent(
        url ->
            text.append(
                "  %snew enqueues a mail from a form, %s shows what arrives\n"
                    .formatted(url, url)));
    return text + "Ctrl-C stops everything.\n";
  }

  private static String quoted(String payload) {
    return '"' + payload.replace("\"", "\\\"") + '"';
  }
}

package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.EmailAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of sending e-mails over the server's mail session.
 *
 * @param from sender of messages that name none (SMTP_FROM); if empty, the session's {@code
 *     mail.from}
 * @param concurrency maximum number of concurrent sends and of connections (EMAIL_CONCURRENCY)
 */
public record EmailSettings(
    Optional<EmailAddress> from, int concurrency, Reuse reuse, Dialogue dialogue) {

  /**
   * Limits of a connection's use.
   *
   * @param maxMessages messages after which it is replaced (SMTP_CONNECTION_MAX_MESSAGES)
   * @param maxAge age at which it is replaced (SMTP_CONNECTION_MAX_AGE_MS)
   * @param maxIdle idle time after which it is replaced (SMTP_CONNECTION_MAX_IDLE_MS)
   */
  public record Reuse(int maxMessages, Duration maxAge, Duration maxIdle) {}

  /**
   * Settings of the SMTP dialogue.
   *
   * @param heloName name for EHLO (SMTP_HELO_NAME); if empty, the host's
   * @param replyRules file with rules for the server's replies (SMTP_REPLY_RULES)
   * @param pipelining false if each command waits for the reply to the one before (SMTP_PIPELINING)
   * @param sendDeadline time after which a connection in use is closed (SEND_DEADLINE_MS)
   */
  public record Dialogue(
      Optional<String> heloName,
      Optional<Path> replyRules,
      boolean pipelining,
      Duration sendDeadline) {}
}

package com.couponcommerce.workers.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of sending e-mails over the server's mail session.
 *
 * @param from sender of messages that name none (SMTP_FROM); if empty, the session's {@code
 *     mail.from}
 * @param concurrency maximum number of concurrent sends and of connections (EMAIL_CONCURRENCY)
 * @param connectionMaxMessages messages after which a connection is replaced
 *     (SMTP_CONNECTION_MAX_MESSAGES)
 * @param connectionMaxAge age at which a connection is replaced (SMTP_CONNECTION_MAX_AGE_MS)
 * @param connectionMaxIdle idle time after which a connection is replaced
 *     (SMTP_CONNECTION_MAX_IDLE_MS)
 */
public record EmailSettings(
    Optional<String> from,
    int concurrency,
    int connectionMaxMessages,
    Duration connectionMaxAge,
    Duration connectionMaxIdle) {}

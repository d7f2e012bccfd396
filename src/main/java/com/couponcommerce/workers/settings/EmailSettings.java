package com.couponcommerce.workers.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * How mails are sent over the server's mail session.
 *
 * @param from sender where a message names none (SMTP_FROM); empty: the session's own {@code
 *     mail.from}
 * @param concurrency sends at a time, and connections at most (EMAIL_CONCURRENCY)
 * @param connectionMaxMessages mails over one connection before it is replaced
 *     (SMTP_CONNECTION_MAX_MESSAGES)
 * @param connectionMaxAge age at which a connection is replaced (SMTP_CONNECTION_MAX_AGE_MS)
 * @param connectionMaxIdle idle time after which a connection is not trusted any more
 *     (SMTP_CONNECTION_MAX_IDLE_MS)
 */
public record EmailSettings(
    Optional<String> from,
    int concurrency,
    int connectionMaxMessages,
    Duration connectionMaxAge,
    Duration connectionMaxIdle) {}

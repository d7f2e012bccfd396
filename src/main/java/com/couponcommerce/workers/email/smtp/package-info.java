/**
 * The client side of SMTP (RFC 5321) from MAIL to QUIT over an open connection. Knows nothing of
 * queues, messages and Jakarta Mail.
 */
@NullMarked
package com.couponcommerce.workers.email.smtp;

import org.jspecify.annotations.NullMarked;

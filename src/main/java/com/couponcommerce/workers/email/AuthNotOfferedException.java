package com.couponcommerce.workers.email;

import jakarta.mail.MessagingException;

/**
 * Thrown if the session requires authentication, but the server's EHLO has no AUTH. Angus would
 * send without it, and the mistake would show only as a relay's refusal, or as an open relay.
 */
final class AuthNotOfferedException extends MessagingException {
  private static final long serialVersionUID = 1L;

  AuthNotOfferedException() {
    super(
        "mail.smtp.auth is true, but the server offers no AUTH: the port is wrong, or it requires"
            + " TLS");
  }
}

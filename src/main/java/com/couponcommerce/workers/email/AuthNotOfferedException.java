package com.couponcommerce.workers.email;

import jakarta.mail.MessagingException;

/**
 * The session is to authenticate, but the server's EHLO has no AUTH. Angus would send without, and
 * the first thing anybody learned of it would be a relay's refusal, or an open one.
 */
final class AuthNotOfferedException extends MessagingException {
  private static final long serialVersionUID = 1L;

  AuthNotOfferedException() {
    super(
        "mail.smtp.auth is true, but the server offers no AUTH: wrong port, or it wants TLS first");
  }
}

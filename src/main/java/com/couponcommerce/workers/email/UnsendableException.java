package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.Extensions;
import com.couponcommerce.workers.email.smtp.SmtpMail;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;

/** Thrown if the server cannot take a mail by what it offers, before anything of it is sent. */
final class UnsendableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  private UnsendableException(FailureClass failureClass, String code, String text) {
    super(text);
    this.failure = new Failure(failureClass, code, text);
  }

  /**
   * Checks a mail.
   *
   * @throws UnsendableException if it is larger than the server accepts (RFC 1870 section 6), or
   *     has an address that the server does not understand (RFC 6531 section 3.2)
   */
  static void check(SmtpMail mail, Extensions offered) throws UnsendableException {
    long size = mail.content().size();
    if (offered.refuses(size)) {
      throw new UnsendableException(
          FailureClass.PERM_MESSAGE,
          "too_large",
          "the mail has %d bytes, and the server takes at most %d (SIZE)"
              .formatted(size, offered.maxSize()));
    }
    if (mail.envelope().isInternational() && !offered.smtpUtf8()) {
      throw new UnsendableException(
          FailureClass.PERM_RECIPIENT,
          "no_smtputf8",
          "an address is not ASCII, and the server does not offer SMTPUTF8");
    }
  }

  Failure failure() {
    return failure;
  }
}

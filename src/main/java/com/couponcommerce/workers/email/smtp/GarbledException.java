package com.couponcommerce.workers.email.smtp;

import java.io.IOException;

/** Thrown if a server sends what is no SMTP reply, or a reply without a command. */
final class GarbledException extends IOException {
  private static final long serialVersionUID = 1L;

  GarbledException(String message) {
    super(message);
  }
}

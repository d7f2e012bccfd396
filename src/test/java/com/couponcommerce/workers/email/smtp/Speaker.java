package com.couponcommerce.workers.email.smtp;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Sends mails over a connection: the client, or a wrong variant of it. */
interface Speaker {
  TransactionResult send(
      SmtpMail mail, BooleanSupplier mayHandOver, Supplier<Optional<SmtpMail>> next);

  boolean isUsable();

  boolean hasAnnounced();

  /** Makes one for a connection. */
  @FunctionalInterface
  interface Maker {
    Speaker speaker(Wire wire, Extensions offered);
  }

  /** Returns the client itself. */
  static Speaker client(Wire wire, Extensions offered) {
    SmtpClient client = new SmtpClient(wire, offered, Sequence.REPLY_TIME, Sequence.WRITE_TIME);
    return new Speaker() {
      @Override
      public TransactionResult send(
          SmtpMail mail, BooleanSupplier mayHandOver, Supplier<Optional<SmtpMail>> next) {
        return client.send(mail, mayHandOver, next);
      }

      @Override
      public boolean isUsable() {
        return client.isUsable();
      }

      @Override
      public boolean hasAnnounced() {
        return client.hasAnnounced();
      }
    };
  }
}

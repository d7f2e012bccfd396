package com.couponcommerce.workers.email.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The client between two filters, so that one override is one mistake. */
class MistakenClient extends FilteredWire implements Speaker {
  private final Speaker client;

  MistakenClient(Wire wire, Extensions offered) {
    super(wire);
    this.client = Speaker.client(this, offered);
  }

  @Override
  public TransactionResult send(
      SmtpMail mail, BooleanSupplier mayHandOver, Supplier<Optional<SmtpMail>> next) {
    return report(client.send(mail, mayHandOver, next));
  }

  /** Returns what is reported instead. */
  TransactionResult report(TransactionResult result) {
    return result;
  }

  /** Ends a transaction, which delivers an empty mail if a recipient was accepted. */
  void loneDot() {
    try {
      limit(Sequence.WRITE_TIME);
      out().write(new byte[] {'.', '\r', '\n'}, 0, 3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isUsable() {
    return client.isUsable();
  }

  @Override
  public boolean hasAnnounced() {
    return client.hasAnnounced();
  }
}

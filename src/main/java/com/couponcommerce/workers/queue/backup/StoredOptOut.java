package com.couponcommerce.workers.queue.backup;

/**
 * An opt-out of a backup.
 *
 * @param recipient who gets no messages
 * @param since time of the opt-out, in ms since 1970, as Redis writes it
 */
public record StoredOptOut(String recipient, String since) implements Stored {
  @Override
  public long bytes() {
    return recipient.length();
  }
}

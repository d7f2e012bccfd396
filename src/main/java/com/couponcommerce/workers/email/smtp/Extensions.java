package com.couponcommerce.workers.email.smtp;

/**
 * Service extensions that a server offers in its EHLO reply.
 *
 * @param maxSize bytes of the largest mail that it accepts (RFC 1870); 0 if it names no limit, -1
 *     if it does not offer SIZE
 */
public record Extensions(
    boolean pipelining,
    long maxSize,
    boolean eightBitMime,
    boolean smtpUtf8,
    boolean dsn,
    boolean auth) {

  /** A server that offers nothing. */
  public static final Extensions NONE = new Extensions(false, -1, false, false, false, false);

  /** Returns the same without PIPELINING. */
  public Extensions oneByOne() {
    return new Extensions(false, maxSize, eightBitMime, smtpUtf8, dsn, auth);
  }

  boolean size() {
    return maxSize >= 0;
  }

  /** Returns true if the server refuses mails of that size in any case. */
  public boolean refuses(long size) {
    return maxSize > 0 && size > maxSize;
  }
}

package com.couponcommerce.workers.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A mail that the server accepted.
 *
 * @param number position among the mails of the server, from 1
 * @param connection number of its connection to the server, from 1
 * @param from the envelope's sender without angle brackets
 * @param recipients the accepted recipients of the envelope, likewise
 * @param text the content between DATA and the final dot, dots unstuffed, one character per byte
 * @param user the authenticated user; empty without a login
 */
public record ReceivedMail(
    long number,
    int connection,
    String from,
    List<String> recipients,
    String text,
    Instant received,
    String user,
    boolean encrypted) {

  /** Returns the bytes of the content. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the first line of a header, undecoded.
   *
   * @throws NoSuchElementException if the mail has no such header
   */
  public String header(String name) {
    String start = name + ": ";
    return text.lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no " + name + " in " + text));
  }

  public String subject() {
    return header("Subject");
  }
}

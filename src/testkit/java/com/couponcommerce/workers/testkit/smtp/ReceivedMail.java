package com.couponcommerce.workers.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A mail as the server took it over.
 *
 * @param number counts the mails of the server from 1
 * @param connection counts the connections of the server from 1
 * @param from the envelope's sender without angle brackets
 * @param recipients the accepted recipients of the envelope, likewise
 * @param text what stood between DATA and the final dot, dots unstuffed, one character per byte
 * @param user who had authenticated; empty for nobody
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

  /** The bytes that came over the wire. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * What the first line of a header says, as it came.
   *
   * @throws NoSuchElementException where the mail has no such header
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

package com.couponcommerce.workers.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** A mail with its header, as Jakarta Mail encodes it, and its content, encoded before. */
final class OutgoingMail extends MimeMessage {
  private final MimeEntity entity;

  OutgoingMail(Session session, MimeEntity content) throws MessagingException {
    super(session);
    this.entity = content;
    for (var header : content.headers().entrySet()) {
      setHeader(header.getKey(), header.getValue());
    }
    setHeader("MIME-Version", "1.0");
  }

  /** Returns header and content (RFC 5322), with CRLF as line breaks. */
  byte[] bytes() throws MessagingException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(4096);
    for (String line : Collections.list(getAllHeaderLines())) {
      all.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
      all.write('\r');
      all.write('\n');
    }
    all.write('\r');
    all.write('\n');
    try {
      entity.writeBody(all);
    } catch (IOException e) {
      throw new IllegalStateException("an array takes any byte", e);
    }
    return all.toByteArray();
  }
}

package com.couponcommerce.workers.email;

import com.couponcommerce.workers.sender.SendFence;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * One attempt to send one mail. Jakarta Mail calls {@link #writeTo} only after the server has
 * answered DATA with 354. The call shows the stage of a later failure without linking the server's
 * mail implementation.
 */
final class OutgoingMail extends MimeMessage {

  /**
   * Thrown if the fence refuses. It is an IOException, since Angus drops the connection at once for
   * those.
   */
  static final class FenceClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    FenceClosedException() {
      super("the lease may have ended; no content was sent");
    }
  }

  private final MimeEntity entity;
  private final Address[] envelope;
  private final SendFence fence;
  private boolean contentStarted;
  private boolean contentWritten;
  private boolean stopped;

  OutgoingMail(Session session, MimeEntity content, Address[] envelope, SendFence fence)
      throws MessagingException {
    super(session);
    this.entity = content;
    this.envelope = envelope.clone();
    this.fence = fence;
    for (var header : content.headers().entrySet()) {
      setHeader(header.getKey(), header.getValue());
    }
    setHeader("MIME-Version", "1.0");
  }

  Address[] envelope() {
    return envelope.clone();
  }

  /** Returns true once any of the content was written to the server. */
  boolean contentStarted() {
    return contentStarted;
  }

  /**
   * Returns true once all of the content is written. The final dot follows only then. Before it the
   * server cannot have accepted the mail; afterwards it may have.
   */
  boolean contentWritten() {
    return contentWritten;
  }

  /** Returns true if the fence stopped it. */
  boolean stopped() {
    return stopped;
  }

  /** Keeps the Message-ID; the inherited method makes a new one. */
  @Override
  protected void updateMessageID() {}

  /** Does nothing: all headers are set already. */
  @Override
  public void saveChanges() {}

  /**
   * Writes headers and content in one call, which is fast with SMTPOutputStream.
   *
   * @param ignored Bcc and Content-Length, which are never set
   */
  @Override
  public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
    byte[] bytes = bytes();
    if (!fence.mayHandOver()) {
      stopped = true;
      throw new FenceClosedException();
    }
    contentStarted = true;
    out.write(bytes);
    contentWritten = true;
  }

  private byte[] bytes() throws IOException, MessagingException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(4096);
    for (String line : Collections.list(getAllHeaderLines())) {
      all.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
      all.write('\r');
      all.write('\n');
    }
    all.write('\r');
    all.write('\n');
    entity.writeBody(all);
    return all.toByteArray();
  }
}

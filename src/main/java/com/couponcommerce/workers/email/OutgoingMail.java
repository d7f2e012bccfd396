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
 * One mail in one try. Jakarta Mail calls {@link #writeTo} once the server has answered DATA with
 * 354, and only then; that is the one place from which the stage of a later failure is known
 * without linking the server's mail implementation.
 */
final class OutgoingMail extends MimeMessage {

  /** The fence refused: an IOException, because for those Angus drops the connection at once. */
  static final class FenceClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    FenceClosedException() {
      super("the lease may have ended, nothing was handed over");
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

  /** True once the server was given any of the content. */
  boolean contentStarted() {
    return contentStarted;
  }

  /**
   * True once all of the content is written. The final dot goes out after that and only after that,
   * so before it a server cannot have taken the mail, and from then on it may have.
   */
  boolean contentWritten() {
    return contentWritten;
  }

  /** True where the fence stopped it. */
  boolean stopped() {
    return stopped;
  }

  /** Keeps our Message-ID; the inherited method makes a new one. */
  @Override
  protected void updateMessageID() {}

  /** Everything is in its place already. */
  @Override
  public void saveChanges() {}

  /**
   * Writes headers and content in one piece, for which SMTPOutputStream is fast.
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

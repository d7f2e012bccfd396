package com.couponcommerce.workers.email.smtp;

import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of a mail transaction when it has ended.
 *
 * @param mail reply to MAIL
 * @param recipients replies to RCPT in the order of the envelope; fewer if the transaction ended
 *     before
 * @param data reply to DATA
 * @param dot reply to the final dot, or one that came while the content was written
 * @param written how much of the mail may have left this host
 * @param loss why the dialogue broke off; empty if the server answered each command
 */
public record TransactionResult(
    Optional<SmtpReply> mail,
    List<SmtpReply> recipients,
    Optional<SmtpReply> data,
    Optional<SmtpReply> dot,
    Written written,
    Optional<Loss> loss) {

  private static final int CLOSING = 421;
  private static final int BAD_SEQUENCE = 503;

  /** Too many recipients (RFC 3463); OpenSMTPD says so at MAIL for too many mails. */
  private static final String TOO_MANY = "4.5.3";

  /** How much of a mail was written. */
  public enum Written {
    NOTHING,
    ENVELOPE,
    /** Some of the content, but certainly not the final dot: the server cannot accept the mail. */
    PART_OF_CONTENT,
    /** The content with the final dot, wholly or in part: the server may have accepted the mail. */
    CONTENT
  }

  /** Ways in which a dialogue breaks off. */
  public enum Break {
    /** The server closed the connection, or the network did. */
    CLOSED,
    /** A reply or a write took longer than its time. */
    TIMEOUT,
    /** The server sent what is no reply, or a reply to no command. */
    GARBLED,
    /** This side closed it, since the mail must not be handed over. */
    STOPPED
  }

  /**
   * The end of a dialogue.
   *
   * @param detail what happened, for a reader
   */
  public record Loss(Break kind, String detail) {}

  public TransactionResult {
    recipients = List.copyOf(recipients);
  }

  /** Returns true if the server took the responsibility for the mail. */
  public boolean isAccepted() {
    return dot.filter(SmtpReply::isPositive).isPresent() && anyRecipient();
  }

  /** Returns true if the server may have accepted the mail without a valid answer. */
  public boolean isUnknown() {
    return written == Written.CONTENT && dot.isEmpty();
  }

  /** Returns true if the server accepted a recipient. */
  public boolean anyRecipient() {
    return anyPositive(recipients);
  }

  static boolean anyPositive(List<SmtpReply> replies) {
    for (SmtpReply reply : replies) {
      if (reply.isPositive()) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if nothing of the content was written. */
  public boolean isBeforeContent() {
    return written == Written.NOTHING || written == Written.ENVELOPE;
  }

  /** Returns true if the dialogue broke off in that way. */
  public boolean endedBy(Break kind) {
    return loss.filter(end -> end.kind() == kind).isPresent();
  }

  /**
   * Returns true if the server was not ready for this mail, and nothing of its content was written:
   * it had closed the connection, takes no more mails over it, or still has another's envelope.
   */
  public boolean isStale() {
    boolean gone = loss.isPresent() && !endedBy(Break.STOPPED);
    return isBeforeContent()
        && (gone
            || mail.filter(TransactionResult::isOfConnection).isPresent()
            || isOutOfSequence());
  }

  /** Returns true for a reply to MAIL that concerns the connection: no recipient is named yet. */
  private static boolean isOfConnection(SmtpReply reply) {
    return reply.code() == CLOSING || reply.enhanced().equals(TOO_MANY);
  }

  /**
   * Returns true if the server says that a command which it had agreed to before came too early.
   */
  public boolean isOutOfSequence() {
    boolean senderAccepted = mail.filter(SmtpReply::isPositive).isPresent();
    return mail.filter(TransactionResult::isBadSequence).isPresent()
        || (senderAccepted && recipients.stream().anyMatch(TransactionResult::isBadSequence))
        || (anyRecipient() && data.filter(TransactionResult::isBadSequence).isPresent());
  }

  private static boolean isBadSequence(SmtpReply reply) {
    return reply.code() == BAD_SEQUENCE;
  }
}

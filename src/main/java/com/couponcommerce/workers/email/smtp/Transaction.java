package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.TransactionResult.Loss;
import com.couponcommerce.workers.email.smtp.TransactionResult.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Record of a mail transaction while it runs. */
final class Transaction {
  private final SmtpMail mail;
  private final List<SmtpReply> recipients = new ArrayList<>(1);
  private Optional<SmtpReply> sender = Optional.empty();
  private Optional<SmtpReply> data = Optional.empty();
  private Optional<SmtpReply> dot = Optional.empty();
  private Written written = Written.NOTHING;
  private Optional<Loss> loss = Optional.empty();

  Transaction(SmtpMail mail) {
    this.mail = mail;
  }

  SmtpMail mail() {
    return mail;
  }

  void wrote(Written now) {
    written = now;
  }

  void replied(SmtpStage stage, SmtpReply reply) {
    switch (stage) {
      case MAIL -> sender = Optional.of(reply);
      case RCPT -> recipients.add(reply);
      case DATA -> data = Optional.of(reply);
      case DOT -> dot = Optional.of(reply);
      default -> {
        // RSET; if it was refused, so is MAIL.
      }
    }
  }

  /** Notes a reply that came though the content could not be written to its end. */
  void interrupted(SmtpReply reply) {
    if (written == Written.CONTENT || !reply.isPositive()) {
      dot = Optional.of(reply);
    }
  }

  void lost(Break kind, String detail) {
    loss = Optional.of(new Loss(kind, detail));
  }

  Optional<SmtpReply> data() {
    return data;
  }

  boolean isSenderAccepted() {
    return sender.filter(SmtpReply::isPositive).isPresent();
  }

  boolean anyRecipient() {
    return TransactionResult.anyPositive(recipients);
  }

  boolean allRecipientsRefused() {
    return recipients.stream().allMatch(SmtpReply::isRefusal);
  }

  /** Returns true if the next command can still lead to a delivery. */
  boolean isWorthwhile() {
    boolean refused = sender.isPresent() && !isSenderAccepted();
    boolean allRefused =
        recipients.size() == mail.envelope().recipients().size() && !anyRecipient();
    return !refused && !allRefused;
  }

  /** Returns true if the server has answered all that was written. */
  boolean isInOrder() {
    return loss.isEmpty();
  }

  TransactionResult result() {
    return new TransactionResult(sender, recipients, data, dot, written, loss);
  }
}

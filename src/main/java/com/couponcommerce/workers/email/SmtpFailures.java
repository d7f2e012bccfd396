package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.reply.Judgement;
import com.couponcommerce.workers.email.reply.LiveReplyRules;
import com.couponcommerce.workers.email.smtp.Extensions;
import com.couponcommerce.workers.email.smtp.SmtpMail;
import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import com.couponcommerce.workers.email.smtp.TransactionResult;
import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.WatchedConnection;
import com.couponcommerce.workers.log.Causes;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import jakarta.mail.AuthenticationFailedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Turns what a mail server replied, or why it did not, into the result of an attempt. */
final class SmtpFailures {
  /**
   * Failure classes in the order in which they decide for all recipients. Classes that make the
   * channel or the message wait come first, so that the result is permanent only if it is permanent
   * for each recipient.
   */
  private static final List<FailureClass> WORST_FIRST =
      List.of(
          FailureClass.CONFIG,
          FailureClass.PROVIDER_DOWN,
          FailureClass.THROTTLED,
          FailureClass.TRANS_RECIPIENT,
          FailureClass.AMBIGUOUS,
          FailureClass.PERM_MESSAGE,
          FailureClass.PERM_RECIPIENT);

  private final LiveReplyRules rules;

  SmtpFailures(LiveReplyRules rules) {
    this.rules = rules;
  }

  /**
   * Returns the failure to connect, to encrypt or to authenticate.
   *
   * @param reply the server's last reply
   * @param wire the connection that failed
   */
  Failure ofConnect(Exception e, Optional<SmtpReply> reply, WatchedConnection wire) {
    return connectFailure(e, reply, wire).ofSession();
  }

  private Failure connectFailure(Exception e, Optional<SmtpReply> reply, WatchedConnection wire) {
    if (wire.expired()) {
      return failure(
          FailureClass.PROVIDER_DOWN,
          "timeout",
          wire.isGreeted()
              ? "the server did not reply in time"
              : "the server did not greet in time");
    }
    if (saysPlainText(e)) {
      return failure(
          FailureClass.CONFIG,
          "tls_port",
          "the mail session encrypts at once, but the server speaks plain SMTP on this port");
    }
    Optional<SmtpReply> refusal = reply.filter(last -> last.isTemporary() || last.isPermanent());
    if (e instanceof AuthenticationFailedException) {
      return refusal
          .map(last -> failure(SmtpStage.AUTH, last))
          .orElseGet(() -> ofAuthentication(e, reply));
    }
    if (Causes.has(e, CertificateException.class)
        || Causes.has(e, CertPathValidatorException.class)
        || Causes.has(e, SSLPeerUnverifiedException.class)) {
      return failure(FailureClass.CONFIG, "tls_certificate", withCause(e));
    }
    return refusal
        .map(last -> failure(stage(wire), last))
        .orElseGet(() -> failure(FailureClass.PROVIDER_DOWN, networkCode(e), lost(e, wire)));
  }

  /**
   * Returns what happened to the connection; Jakarta Mail says only "[EOF]" where it was closed.
   */
  private static String lost(Exception e, WatchedConnection wire) {
    String text = withCause(e);
    return text.contains("[EOF]")
        ? "the server closed the connection "
            + (wire.isGreeted() ? "after its greeting" : "without a greeting")
        : text;
  }

  /** Returns true for the JDK's words for a first record that is no TLS. */
  private static boolean saysPlainText(Exception e) {
    return Causes.find(
            e,
            cause ->
                cause instanceof SSLException
                    && String.valueOf(cause.getMessage()).contains("unrecognized SSL message"))
        .isPresent();
  }

  private static SmtpStage stage(WatchedConnection wire) {
    return wire.isGreeted() ? SmtpStage.HELLO : SmtpStage.GREETING;
  }

  /**
   * Returns the failure of a login that the server did not refuse: it closed the connection, or
   * offers no mechanism that Jakarta Mail has.
   */
  private static Failure ofAuthentication(Exception e, Optional<SmtpReply> reply) {
    return reply.filter(SmtpReply::isPositive).isPresent()
        ? failure(FailureClass.CONFIG, "auth", String.valueOf(e.getMessage()))
        : failure(
            FailureClass.PROVIDER_DOWN,
            "auth",
            "the server closed the connection during authentication");
  }

  /**
   * Returns the failure of a mail that the server cannot take by what it offers: it is larger than
   * the server accepts (RFC 1870 section 6), or has an address that the server does not understand
   * (RFC 6531 section 3.2). Nothing of it is sent then.
   */
  static Optional<Failure> beforehand(SmtpMail mail, Extensions offered) {
    long size = mail.content().size();
    if (offered.refuses(size)) {
      return Optional.of(
          failure(
              FailureClass.PERM_MESSAGE,
              "too_large",
              "the mail has %d bytes, and the server takes at most %d (SIZE)"
                  .formatted(size, offered.maxSize())));
    }
    return mail.envelope().isInternational() && !offered.smtpUtf8()
        ? Optional.of(
            failure(
                FailureClass.PERM_RECIPIENT,
                "no_smtputf8",
                "an address has letters that ASCII lacks, and the mail server does not offer SMTPUTF8"))
        : Optional.empty();
  }

  /**
   * Returns the result of a transaction.
   *
   * @param recipients as they are in the envelope
   */
  DeliveryResult of(TransactionResult transaction, List<String> recipients) {
    List<Refusal> refusals = refusals(transaction, recipients);
    if (transaction.isAccepted()) {
      return refusals.isEmpty()
          ? new Delivered(transaction.dot().map(SmtpReply::text).orElse(""))
          : partlyDelivered(refusals);
    }
    if (transaction.endedBy(Break.STOPPED)) {
      return new Abandoned();
    }
    return new Failed(failure(transaction, refusals));
  }

  private Failure failure(TransactionResult transaction, List<Refusal> refusals) {
    if (transaction.isUnknown()) {
      // RFC 1047: the server may have accepted it; with the same Message-ID a mailbox can drop the
      // duplicate.
      return failure(FailureClass.AMBIGUOUS, "no_reply", detail(transaction));
    }
    if (transaction.dot().isPresent()) {
      return failure(SmtpStage.DOT, transaction.dot().get());
    }
    if (transaction.mail().filter(reply -> !reply.isPositive()).isPresent()) {
      return failure(SmtpStage.MAIL, transaction.mail().get());
    }
    if (transaction.loss().isPresent()) {
      return failure(FailureClass.PROVIDER_DOWN, lossCode(transaction), detail(transaction));
    }
    boolean dataRefused = transaction.data().isPresent() && transaction.anyRecipient();
    return dataRefused || refusals.isEmpty()
        ? transaction
            .data()
            .map(reply -> failure(SmtpStage.DATA, reply))
            .orElseThrow(() -> new IllegalStateException("no reply and no loss"))
        : worst(refusals);
  }

  private static String detail(TransactionResult transaction) {
    return transaction.loss().map(TransactionResult.Loss::detail).orElse("");
  }

  private static String lossCode(TransactionResult transaction) {
    return transaction
        .loss()
        .map(
            loss ->
                switch (loss.kind()) {
                  case CLOSED -> "closed";
                  case TIMEOUT -> "timeout";
                  default -> "garbled";
                })
        .orElse("");
  }

  private record Refusal(String recipient, Judgement judgement, Failure failure) {}

  private List<Refusal> refusals(TransactionResult transaction, List<String> recipients) {
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < transaction.recipients().size(); i++) {
      SmtpReply reply = transaction.recipients().get(i);
      if (!reply.isPositive()) {
        Judgement judgement = rules.current().judge(SmtpStage.RCPT, reply);
        refusals.add(new Refusal(recipients.get(i), judgement, judgement.failure(reply)));
      }
    }
    return refusals;
  }

  private static DeliveryResult partlyDelivered(List<Refusal> refusals) {
    Failure worst = worst(refusals);
    // A limit of recipients per mail, not of the rate: the rest may follow at once.
    boolean onlyTooMany =
        refusals.stream()
            .filter(refusal -> refusal.failure().failureClass() == FailureClass.THROTTLED)
            .allMatch(refusal -> refusal.judgement().asksForSplit());
    if (worst.failureClass() == FailureClass.THROTTLED && onlyTooMany) {
      worst = worst.forRestAtOnce();
    }
    return new PartlyDelivered(refusals.stream().map(Refusal::recipient).toList(), worst);
  }

  private static Failure worst(List<Refusal> refusals) {
    return refusals.stream()
        .map(Refusal::failure)
        .min(Comparator.comparingInt(failure -> WORST_FIRST.indexOf(failure.failureClass())))
        .orElseThrow();
  }

  private Failure failure(SmtpStage stage, SmtpReply reply) {
    return rules.current().judge(stage, reply).failure(reply);
  }

  private static String networkCode(Throwable e) {
    if (Causes.has(e, UnknownHostException.class)) {
      return "dns";
    }
    if (Causes.has(e, SSLException.class)) {
      return "tls";
    }
    if (Causes.has(e, SocketTimeoutException.class)) {
      return "timeout";
    }
    return Causes.has(e, ConnectException.class) || Causes.has(e, NoRouteToHostException.class)
        ? "connect"
        : "io";
  }

  private static Failure failure(FailureClass failureClass, String code, String text) {
    return new Failure(failureClass, code, text);
  }

  private static String withCause(Throwable e) {
    String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    String cause = Optional.ofNullable(Causes.root(e).getMessage()).orElse("");
    return cause.isEmpty() || message.contains(cause) ? message : message + ": " + cause;
  }
}

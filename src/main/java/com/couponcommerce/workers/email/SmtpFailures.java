package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.SmtpOutcome.Connection;
import com.couponcommerce.workers.log.Causes;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Classifies Jakarta Mail's exceptions. Their types tell little: one type covers permanent and
 * temporary failures, "valid unsent" lists refused recipients, and a failure can have a success
 * code. So the server's reply decides, with the command that it answered.
 */
final class SmtpFailures {
  private static final int CLOSING = 421;
  private static final int BAD_SEQUENCE = 503;

  private SmtpFailures() {}

  /** Classifies a failure to connect, to encrypt or to authenticate. */
  static Failure ofConnect(MessagingException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof AuthNotOfferedException) {
      return failure(FailureClass.CONFIG, "auth_not_offered", message);
    }
    if (e instanceof NoSuchProviderException) {
      return failure(FailureClass.CONFIG, "no_transport", message);
    }
    if (e instanceof AuthenticationFailedException) {
      return ofAuthentication(e, message);
    }
    if (Causes.has(e, CertificateException.class)
        || Causes.has(e, CertPathValidatorException.class)
        || Causes.has(e, SSLPeerUnverifiedException.class)) {
      return failure(FailureClass.CONFIG, "tls_certificate", withCause(e));
    }
    if (message.startsWith("STARTTLS is required")) {
      return failure(FailureClass.CONFIG, "starttls_not_offered", message);
    }
    SmtpStage stage = message.startsWith("Got bad greeting") ? SmtpStage.GREETING : SmtpStage.HELLO;
    return SmtpReply.in(message)
        .map(reply -> SmtpReplyTable.failure(stage, reply))
        .orElseGet(() -> failure(FailureClass.PROVIDER_DOWN, networkCode(e), withCause(e)));
  }

  /**
   * Classifies a failure to authenticate. Only the server's reply tells a wrong password from a
   * busy server.
   */
  private static Failure ofAuthentication(MessagingException e, String message) {
    Optional<SmtpReply> reply = SmtpReply.in(message);
    if (reply.isPresent()) {
      return SmtpReplyTable.failure(SmtpStage.AUTH, reply.get());
    }
    if (message.isEmpty() || message.equals("[EOF]") || Causes.has(e, IOException.class)) {
      return failure(
          FailureClass.PROVIDER_DOWN,
          "auth",
          "the server closed the connection during authentication");
    }
    return failure(FailureClass.CONFIG, "auth", message);
  }

  /** Classifies a failure to send over an open connection. */
  static SmtpOutcome ofSend(MessagingException e, OutgoingMail mail) {
    String message = String.valueOf(e.getMessage());
    Optional<String> command = AngusReflection.command(e);
    Optional<Integer> code = AngusReflection.returnCode(e);
    if (code.isPresent() && code.get() / 100 == 2) {
      return ofPartialSuccess(e, message);
    }
    Refusals refusals = Refusals.in(e);
    if (!refusals.isEmpty() && (code.isEmpty() || isRecipientFailure(e))) {
      return new SmtpOutcome(refusals.failed(), refusals.connection());
    }
    Optional<SmtpReply> reply = SmtpReply.in(message);
    if (command.isEmpty() || reply.isEmpty() || reply.get().isPositive()) {
      return ofSilence(e, message, mail);
    }
    SmtpStage stage = SmtpStage.ofCommand(command.get());
    boolean noneLeft = stage == SmtpStage.DATA && reply.get().isPermanent();
    return new SmtpOutcome(
        noneLeft && !refusals.isEmpty()
            ? refusals.failed()
            : new Failed(SmtpReplyTable.failure(stage, reply.get())),
        afterReply(stage, reply.get()));
  }

  private static boolean isRecipientFailure(MessagingException e) {
    return e.getClass().getSimpleName().equals("SMTPAddressFailedException");
  }

  private static SmtpOutcome ofPartialSuccess(MessagingException e, String message) {
    Refusals refusals = Refusals.in(e);
    return refusals.isEmpty()
        ? new SmtpOutcome(new Delivered(SmtpReply.masked(message)), Connection.KEEP)
        : new SmtpOutcome(refusals.partlyDelivered(), refusals.connection());
  }

  private static Connection afterReply(SmtpStage stage, SmtpReply reply) {
    return switch (reply.code()) {
      case CLOSING -> stage == SmtpStage.MAIL ? Connection.STALE : Connection.CLOSE;
      case BAD_SEQUENCE -> stage == SmtpStage.DOT ? Connection.CLOSE : Connection.STALE;
      default -> Connection.KEEP;
    };
  }

  /** Classifies a failure without an answer, or with one that is not SMTP. */
  private static SmtpOutcome ofSilence(MessagingException e, String message, OutgoingMail mail) {
    if (mail.contentWritten()) {
      // RFC 1047: the server may have accepted it; with the same Message-ID a mailbox can drop the
      // duplicate.
      return new SmtpOutcome(
          new Failed(failure(FailureClass.AMBIGUOUS, "no_reply", withCause(e))), Connection.CLOSE);
    }
    if (Causes.has(e, IllegalArgumentException.class)) {
      return new SmtpOutcome(
          new Failed(failure(FailureClass.PERM_MESSAGE, "illegal_command", withCause(e))),
          Connection.CLOSE);
    }
    Connection then = mail.contentStarted() ? Connection.CLOSE : Connection.STALE;
    String code = message.contains("[EOF]") ? "closed" : networkCode(e);
    return new SmtpOutcome(
        new Failed(failure(FailureClass.PROVIDER_DOWN, code, withCause(e))), then);
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
    return e.getClass().getSimpleName().equals("MailConnectException") ? "connect" : "io";
  }

  private static Failure failure(FailureClass failureClass, String code, String text) {
    return new Failure(failureClass, code, SmtpReply.masked(text));
  }

  private static String withCause(Throwable e) {
    Throwable last = Causes.root(e);
    String message = String.valueOf(e.getMessage());
    String cause = String.valueOf(last.getMessage());
    return last == e || message.contains(cause) ? message : message + ": " + cause;
  }
}

package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.SmtpOutcome.Connection;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The recipients that a server refused, from one exception's chain. */
final class Refusals {

  private record Refusal(String address, SmtpReply reply, Failure failure) {}

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

  private final List<Refusal> refusals;

  private Refusals(List<Refusal> refusals) {
    this.refusals = refusals;
  }

  static Refusals in(MessagingException exception) {
    List<Refusal> refusals = new ArrayList<>();
    for (Throwable next = exception; next != null; next = next(next)) {
      // With "reportsuccess" the chain has the accepted recipients too.
      if (!next.getClass().getSimpleName().equals("SMTPAddressFailedException")) {
        continue;
      }
      Optional<String> address = AngusReflection.address(next);
      Optional<SmtpReply> reply = SmtpReply.in(String.valueOf(next.getMessage()));
      if (address.isPresent() && reply.isPresent()) {
        refusals.add(
            new Refusal(
                address.get(), reply.get(), SmtpReplyTable.failure(SmtpStage.RCPT, reply.get())));
      }
    }
    return new Refusals(refusals);
  }

  private static @Nullable Throwable next(Throwable exception) {
    return exception instanceof MessagingException messaging
        ? messaging.getNextException()
        : exception.getCause();
  }

  boolean isEmpty() {
    return refusals.isEmpty();
  }

  /** Returns the result if the server accepted the mail for all other recipients. */
  DeliveryResult partlyDelivered() {
    Failure worst = worst();
    // A limit of recipients per mail, not of the rate: the rest may follow at once.
    boolean onlyTooMany =
        refusals.stream()
            .filter(refusal -> refusal.failure().failureClass() == FailureClass.THROTTLED)
            .allMatch(refusal -> SmtpReplyTable.asksForSplit(refusal.reply()));
    if (worst.failureClass() == FailureClass.THROTTLED && onlyTooMany) {
      worst = worst.forRestAtOnce();
    }
    return new PartlyDelivered(refusals.stream().map(Refusal::address).toList(), worst);
  }

  /** Returns the result if the server accepted the mail for no recipient. */
  DeliveryResult failed() {
    return new Failed(worst());
  }

  /** Returns what to do with the connection after these replies. */
  Connection connection() {
    if (anyReply(reply -> reply.code() == 503)) {
      // The server still has another mail's envelope (listmonk#1250).
      return Connection.STALE;
    }
    return anyReply(reply -> reply.code() == 421 || reply.isPositive())
        ? Connection.CLOSE
        : Connection.KEEP;
  }

  private boolean anyReply(Predicate<SmtpReply> test) {
    return refusals.stream().map(Refusal::reply).anyMatch(test);
  }

  private Failure worst() {
    return refusals.stream()
        .map(Refusal::failure)
        .min(Comparator.comparingInt(failure -> WORST_FIRST.indexOf(failure.failureClass())))
        .orElseThrow();
  }
}

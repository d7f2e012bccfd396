package com.couponcommerce.workers.email.reply;

import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.sender.Basis;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.Optional;

/**
 * Meaning of a reply.
 *
 * @param rule id of the rule that judged
 * @param basis what the judgement rests on
 * @param retryAfter time to wait before the next attempt; empty if neither the server nor the rule
 *     tells
 * @param later the same after the second failure and those that follow, if it is another
 */
public record Judgement(
    Accused accused,
    String rule,
    Basis basis,
    Optional<Duration> retryAfter,
    Optional<Duration> later) {
  /** Beginning of the ids of rules for a server that takes the other recipients in another mail. */
  private static final String SPLIT = "recipients-per-mail";

  /** Returns what the accusation means for the message and its channel. */
  public FailureClass failureClass() {
    return accused.failureClass();
  }

  /** Returns the failure of an attempt that ended with the reply. */
  public Failure failure(SmtpReply reply) {
    return new Failure(failureClass(), reply.codes(), reply.text(), retryAfter)
        .judged(basis, rule)
        .later(later);
  }

  /** Returns true if the server accepts the other recipients at once in another mail. */
  public boolean asksForSplit() {
    return rule.startsWith(SPLIT);
  }
}

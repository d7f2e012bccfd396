package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.TransactionResult.Written;
import java.util.Optional;

/** Checks that the client goes on where it can, and stops where it has to. */
final class Effort {
  private static final int CLOSING = 421;

  private final Scene scene;
  private final Speaker speaker;

  Effort(Scene scene, Speaker speaker) {
    this.scene = scene;
    this.speaker = speaker;
  }

  void check(Sending sending, TransactionResult result) {
    checkUsable(sending, result);
    checkAnnounced(sending, result);
    checkLastReply(sending, result);
    if (scene.voice().isCalm() && !scene.wire().isWholeOver()) {
      checkComplete(result);
    }
  }

  private static boolean isClosing(TransactionResult result) {
    return Referee.replies(result).stream().anyMatch(reply -> reply.code() == CLOSING);
  }

  private void checkUsable(Sending sending, TransactionResult result) {
    boolean isOver = isClosing(result) || result.loss().isPresent();
    Violation.check(!(isOver && speaker.isUsable()), () -> "usable after " + result);
    if (speaker.isUsable() && sending.hasLoneDot()) {
      Violation.check(
          scene
              .voice()
              .at(Referee.repliesRead(sending, result) - 1)
              .filter(said -> said.isRefusal() && said.code() != CLOSING)
              .isPresent(),
          "usable after a lone dot that was not refused");
    }
  }

  private void checkAnnounced(Sending sending, TransactionResult result) {
    if (speaker.hasAnnounced()) {
      Violation.check(speaker.isUsable(), "announced over a connection that is not usable");
      Violation.check(sending.isAnnouncementWritten(), "announced, but not written");
      Violation.check(result.dot().isPresent(), "announced without the reply before");
    } else if (speaker.isUsable() && result.dot().isPresent()) {
      Violation.check(sending.next().isEmpty(), "written, but not announced");
    }
  }

  /**
   * Checks that the reply to the final dot is believed where it has come, and where none of another
   * sense came with it, as long as none has to follow.
   */
  private void checkLastReply(Sending sending, TransactionResult result) {
    if (!sending.isContentBegun() || scene.wire().expired()) {
      return;
    }
    int dot = sending.dataReply() + 1;
    Optional<Said> reply = come(dot, scene.wire().visible());
    boolean mayCount =
        reply.filter(Said::isRefusal).isPresent()
            || (reply.isPresent() && result.written() == Written.CONTENT);
    if (sending.next().isEmpty() && result.loss().filter(Effort::isClosed).isEmpty()) {
      Optional<Said> another =
          come(dot + 1, scene.wire().handedOut()).filter(said -> said.code() != CLOSING);
      boolean isContradiction =
          reply.isPresent()
              && another.isPresent()
              && reply.get().isPositive() != another.get().isPositive();
      Violation.check(
          !isContradiction || result.dot().isEmpty(),
          "one of two contradicting replies was believed");
      mayCount &= !isContradiction;
    }
    Violation.check(
        !mayCount || result.dot().isPresent(), () -> "a reply was not believed: " + reply);
  }

  private static boolean isClosed(TransactionResult.Loss loss) {
    return loss.kind() == Break.CLOSED;
  }

  /** Returns the reply in that place, if it tells of success or failure, and is in those bytes. */
  private Optional<Said> come(int place, long bytes) {
    return scene
        .voice()
        .at(place)
        .filter(said -> said.isPositive() || said.isRefusal())
        .filter(said -> said.end() <= bytes);
  }

  /** Checks that the client does not give up where the server has done nothing wrong. */
  private void checkComplete(TransactionResult result) {
    boolean isStopped = result.endedBy(Break.STOPPED);
    Violation.check(
        isStopped || result.loss().isEmpty(), () -> "gave up without a reason: " + result);
    boolean is354 = result.data().filter(reply -> reply.code() == 354).isPresent();
    boolean isAgreed =
        is354 && result.mail().filter(SmtpReply::isPositive).isPresent() && result.anyRecipient();
    Violation.check(
        isStopped || !isAgreed || result.dot().isPresent(), "no content though the server agreed");
    if (!isStopped && !isClosing(result) && (!is354 || isAgreed)) {
      Violation.check(speaker.isUsable(), () -> "not usable without a reason: " + result);
    }
  }
}

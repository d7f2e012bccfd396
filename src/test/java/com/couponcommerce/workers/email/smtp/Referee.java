package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.TransactionResult.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Holds the client's report of a mail against what the server did with it.
 *
 * <p>A client knows by its place alone which command a reply is for. So these rules hold always:
 *
 * <ul>
 *   <li>The reply to the client's n-th command is the n-th that the server has said, whatever the
 *       server wanted to say with it.
 *   <li>The client stops where it can see that the count is wrong: at what is no reply, and where
 *       something is there before it was asked for ({@link Sending}, {@link Effort}).
 *   <li>A mail is accepted after its fence has agreed, byte by byte as it was given.
 *   <li>A failure is certain only where the final dot was not written or a reply to it was read; an
 *       outcome is unknown only where the dot was written.
 * </ul>
 *
 * <p>The truth is required wherever the replies that the client has used are the commands' own.
 * Elsewhere no client can know it, since the server has broken the count without a trace:
 *
 * <ul>
 *   <li>It says something while the content is under way, or what it said before has not arrived:
 *       that is the reply to the final dot then, and the real one comes after it.
 *   <li>It says nothing to the final dot, and answers the next mail's MAIL, which is there already.
 *   <li>It says something more to the commands of an envelope, so that a recipient's reply is that
 *       of another one; with a 354 too many, even a lone dot can meet an accepted recipient.
 *   <li>It answers RCPT with 3xx, by which no client can tell whether it has the recipient.
 * </ul>
 *
 * <p>These cases are counted as {@link Ending#MISLED}.
 */
final class Referee {
  /**
   * Which replies that the client has used were the commands' own.
   *
   * @param envelope those to MAIL, RCPT and DATA, and none to RCPT was 3xx, which tells nothing
   */
  private record Own(boolean envelope, boolean dot) {}

  private final Scene scene;
  private final Tally tally;

  Referee(Scene scene, Tally tally) {
    this.scene = scene;
    this.tally = tally;
  }

  /**
   * Checks a mail after it was sent.
   *
   * @param truth what the server has accepted of it
   * @return the number of replies that the client has read up to now
   */
  int check(Sending sending, TransactionResult result, Optional<Accepted> truth) {
    Own own = checkReplies(sending, result);
    checkWritten(sending, result);
    truth.ifPresent(accepted -> checkAccepted(sending, accepted, own));
    checkVerdict(sending, result, truth, own);
    return repliesRead(sending, result);
  }

  static List<SmtpReply> replies(TransactionResult result) {
    List<SmtpReply> replies = new ArrayList<>();
    result.mail().ifPresent(replies::add);
    replies.addAll(result.recipients());
    result.data().ifPresent(replies::add);
    result.dot().ifPresent(replies::add);
    return replies;
  }

  static int repliesRead(Sending sending, TransactionResult result) {
    return sending.mailReply() + replies(result).size() + (sending.hasLoneDot() ? 1 : 0);
  }

  private Own checkReplies(Sending sending, TransactionResult result) {
    int mail = sending.mail().number();
    if (result.mail().isEmpty()) {
      Violation.check(replies(result).isEmpty(), "replies without one to MAIL");
      return new Own(true, true);
    }
    if (sending.hasReset()) {
      Violation.check(
          scene.voice().at(sending.mailReply() - 1).filter(Said::isPositive).isPresent(),
          "went on after a refused RSET");
    }
    boolean ownEnvelope =
        used(sending.mailReply(), result.mail().get()).isAbout(Said.about(mail, SmtpStage.MAIL));
    boolean isClear = true;
    for (int i = 0; i < result.recipients().size(); i++) {
      Said said = used(sending.mailReply() + 1 + i, result.recipients().get(i));
      ownEnvelope &= said.isAbout(Said.about(mail, i));
      isClear &= said.isPositive() || said.isRefusal();
    }
    if (result.data().isPresent()) {
      ownEnvelope &=
          used(sending.mailReply() + 1 + result.recipients().size(), result.data().get())
              .isAbout(Said.about(mail, SmtpStage.DATA));
    }
    boolean ownDot = true;
    if (result.dot().isPresent()) {
      Said said = used(sending.dataReply() + 1, result.dot().get());
      ownDot = said.isAbout(Said.about(mail, SmtpStage.DOT));
      Violation.check(said.isPositive() || said.isRefusal(), "3xx as the reply to the final dot");
    }
    Violation.check(
        (ownEnvelope && ownDot) || !scene.voice().isInStep(), "a reply to another command");
    return new Own(ownEnvelope && isClear, ownDot);
  }

  /** Returns what the server said in that place, which the client has to have used. */
  private Said used(int place, SmtpReply reply) {
    Said said =
        scene.voice().at(place).orElseThrow(() -> new Violation("a reply that was not said"));
    Violation.check(said.is(reply), () -> "not the reply in its place: " + reply + ", but " + said);
    return said;
  }

  private static void checkWritten(Sending sending, TransactionResult result) {
    boolean mayBeWhole = result.written() == Written.CONTENT;
    Violation.check(
        mayBeWhole == sending.isFinalDotWritten(), () -> "the final dot left, or not: " + result);
    Violation.check(
        sending.isContentBegun() == !result.isBeforeContent(),
        () -> "content left, or not: " + result);
    Violation.check(
        result.dot().isEmpty() || sending.isContentBegun(),
        "a reply to a dot that was not written");
    Violation.check(
        result.endedBy(Break.STOPPED) == sending.fence().equals(Optional.of(false)),
        "stopped by no fence, or not stopped");
  }

  private void checkAccepted(Sending sending, Accepted accepted, Own own) {
    if (sending.hasLoneDot() && !own.envelope()) {
      // The replies to other commands told of recipients that were refused.
      tally.count(Ending.MISLED);
      return;
    }
    Violation.check(sending.fence().equals(Optional.of(true)), "accepted though no fence agreed");
    Violation.check(
        accepted.content().equals(sending.mail().received()), "accepted with other bytes");
  }

  private void checkVerdict(
      Sending sending, TransactionResult result, Optional<Accepted> truth, Own own) {
    if (result.isUnknown()) {
      Violation.check(sending.isFinalDotWritten(), "unknown though no dot was written");
      Violation.check(!result.isAccepted(), "both unknown and accepted");
      return;
    }
    if (result.dot().isEmpty()) {
      Violation.check(
          truth.isEmpty() || sending.hasLoneDot(), "reported as a certain failure, but accepted");
      return;
    }
    Violation.check(
        !result.isAccepted() || sending.isFinalDotWritten(), "accepted though no dot was written");
    boolean isTrue =
        result.isAccepted()
            ? truth.map(Accepted::recipients).equals(Optional.of(told(sending, result)))
            : truth.isEmpty();
    if (!isTrue) {
      boolean isMisled = !own.dot() || (result.isAccepted() && !own.envelope());
      Violation.check(isMisled, () -> "reported as " + result + ", but accepted for " + truth);
      tally.count(Ending.MISLED);
    }
  }

  private static List<String> told(Sending sending, TransactionResult result) {
    return IntStream.range(0, result.recipients().size())
        .filter(place -> result.recipients().get(place).isPositive())
        .mapToObj(place -> sending.mail().recipients().get(place))
        .toList();
  }
}

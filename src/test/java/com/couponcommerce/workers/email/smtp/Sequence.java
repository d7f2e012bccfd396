package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.email.smtp.Temper.Trait;
import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.TransactionResult.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Some mails over one connection to a {@link HostileServer}, as a seed says. */
final class Sequence {
  static final Duration REPLY_TIME = Duration.ofSeconds(60);
  static final Duration WRITE_TIME = Duration.ofSeconds(30);

  /** An error of the fence, which is asked in another system. */
  private static final class FenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Consumer<Sent> listener;
  private final Dice dice;
  private final Tally tally;
  private final Transcript transcript;
  private final Scene scene;
  private final ServerWhims whims;
  private final Referee referee;
  private final Speaker speaker;
  private final Effort effort;
  private final List<FuzzMail> mails = new ArrayList<>();
  private Optional<Sending> present = Optional.empty();
  private int repliesRead;
  private long fenceNanos;
  private int acceptedBefore;
  private boolean isEnvelopeLeft;

  Sequence(
      long seed, Speaker.Maker maker, Tally tally, Transcript transcript, Consumer<Sent> listener) {
    this.listener = listener;
    this.dice = new Dice(seed);
    this.tally = tally;
    this.transcript = transcript;
    VirtualWire wire = new VirtualWire();
    Temper temper = new Temper(dice, tally);
    ServerVoice voice = new ServerVoice(wire, dice, tally, transcript, REPLY_TIME.toNanos());
    this.whims =
        new ServerWhims(temper, voice, dice, tally, this::contentLength, WRITE_TIME.toNanos());
    HostileServer server = new HostileServer(temper, voice, whims, dice, tally);
    Extensions offered = offer();
    this.scene = new Scene(wire, voice, server, offered);
    this.referee = new Referee(scene, tally);
    wire.connect(server, this::guard);
    if (temper.is(Trait.UNSEEN)) {
      wire.beBlind();
    }
    if (dice.oneIn(4)) {
      wire.limitPieces(dice.oneIn(2) ? 1 : dice.between(2, 40));
    }
    for (int i = dice.between(1, 6); i > 0; i--) {
      mails.add(FuzzMail.of(mails.size(), dice, tally, offered.smtpUtf8()));
    }
    this.speaker = maker.speaker(wire, offered);
    this.effort = new Effort(scene, speaker);
  }

  private Extensions offer() {
    boolean pipelining = !dice.oneIn(4);
    tally.count(pipelining ? Trait.PIPELINING : Trait.ONE_BY_ONE);
    return new Extensions(
        pipelining,
        dice.pick(List.of(-1, 0, 10_000_000)),
        dice.oneIn(2),
        dice.oneIn(2),
        dice.oneIn(2),
        false);
  }

  private int contentLength() {
    return present.map(sending -> sending.mail().written().length()).orElse(0);
  }

  private void guard(byte[] bytes, int from, int length) {
    transcript.client(bytes, from, length);
    present.orElseThrow(() -> new Violation("a write of no mail")).writes(bytes, from, length);
  }

  /**
   * Sends the mails.
   *
   * @throws Violation if the client breaks a rule
   */
  void run() {
    for (int i = 0; i < mails.size() && speaker.isUsable(); i++) {
      whims.interlude();
      if (dice.oneIn(8)) {
        scene.wire().pass(REPLY_TIME.multipliedBy(2).toNanos());
      }
      if (speaker.hasAnnounced() && dice.oneIn(16)) {
        abandonAnnounced(i);
        return;
      }
      send(mails.get(i));
    }
  }

  private void send(FuzzMail mail) {
    boolean isAnnounced = speaker.hasAnnounced();
    Sending sending = new Sending(mail, isAnnounced, repliesRead, scene, speaker::isUsable);
    present = Optional.of(sending);
    transcript.note(() -> "mail to " + mail.recipients() + (isAnnounced ? ", announced" : ""));
    VirtualWire wire = scene.wire();
    boolean isLimited = dice.oneIn(4);
    long whole = REPLY_TIME.toNanos() / 10 * dice.between(1, 40);
    wire.limitWhole(isLimited ? whole : VirtualWire.NEVER);
    long begun = wire.now();
    int limits = wire.limits();
    Optional<TransactionResult> result = Optional.empty();
    try {
      result = Optional.of(speaker.send(mail.mail(), () -> fence(sending), () -> next(sending)));
    } catch (FenceException e) {
      tally.count(Ending.FENCE_THREW);
      Violation.check(!speaker.isUsable(), "usable though the server waits for content");
    }
    checkTime(sending, wire.limits() - limits, wire.now() - begun - fenceNanos);
    Violation.check(!isLimited || wire.now() - begun <= whole + fenceNanos, "past the whole limit");
    fenceNanos = 0;
    Violation.check(
        !sending.isEnvelopeBegun() || sending.hasReset() == isEnvelopeLeft,
        "RSET without need, or no RSET");
    Optional<Accepted> truth = accepted(mail);
    wire.limitWhole(VirtualWire.NEVER);
    if (result.isPresent()) {
      TransactionResult report = result.get();
      transcript.note(() -> report + ", usable " + speaker.isUsable());
      transcript.note(() -> "accepted for " + truth.map(Accepted::recipients));
      long misled = tally.of(Ending.MISLED);
      repliesRead = referee.check(sending, result.get(), truth);
      effort.check(sending, result.get());
      listener.accept(
          new Sent(
              result.get(),
              mail.recipients(),
              truth.map(Accepted::recipients).orElse(List.of()),
              tally.of(Ending.MISLED) > misled));
      isEnvelopeLeft = result.get().dot().isEmpty() && !sending.hasLoneDot();
      count(sending, result.get(), truth.isPresent());
    } else {
      Violation.check(truth.isEmpty(), "accepted though the fence threw");
    }
    present = Optional.empty();
  }

  private boolean fence(Sending sending) {
    if (dice.oneIn(8)) {
      fenceNanos = REPLY_TIME.toNanos() / 10 * dice.between(1, 20);
      scene.wire().pass(fenceNanos);
    }
    whims.interlude();
    boolean answer = sending.answerFence(!dice.oneIn(20));
    if (!answer && dice.oneIn(4)) {
      throw new FenceException();
    }
    return answer;
  }

  private Optional<SmtpMail> next(Sending sending) {
    int number = sending.mail().number() + 1;
    boolean has = number < mails.size() && !dice.oneIn(5);
    return sending
        .announce(has ? Optional.of(mails.get(number)) : Optional.empty())
        .map(FuzzMail::mail);
  }

  /** Returns what the server has accepted since the mail before: this mail, or nothing. */
  private Optional<Accepted> accepted(FuzzMail mail) {
    List<Accepted> all = scene.server().accepted();
    List<Accepted> now = List.copyOf(all.subList(acceptedBefore, all.size()));
    acceptedBefore = all.size();
    Violation.check(now.size() < 2, "accepted twice");
    Optional<Accepted> accepted = now.stream().findFirst();
    if (accepted.isEmpty() || mail.recipients().containsAll(accepted.get().recipients())) {
      return accepted;
    }
    // A server that lost count took this mail's commands for content, or retained recipients.
    Violation.check(!scene.voice().isInStep(), "accepted for recipients of another mail");
    tally.count(Ending.MISLED);
    List<String> ours = new ArrayList<>(accepted.get().recipients());
    ours.retainAll(mail.recipients());
    return ours.isEmpty()
        ? Optional.empty()
        : Optional.of(new Accepted(ours, accepted.get().content()));
  }

  /** Checks that the client waits for each command, its reply and each piece at most once. */
  private void checkTime(Sending sending, int limits, long nanos) {
    int commands = sending.mail().recipients().size() + 5;
    int pieces = sending.mail().written().length() / 60_000 + 1;
    int most = 2 * commands + pieces + 2;
    Violation.check(limits <= most, () -> "waited " + limits + " times instead of " + most);
    Violation.check(nanos <= most * REPLY_TIME.toNanos(), "waited for too long");
  }

  private void abandonAnnounced(int number) {
    tally.count(Ending.ANNOUNCED_AND_NOT_SENT);
    FuzzMail other = FuzzMail.of(number + 10, dice, tally, false);
    try {
      speaker.send(other.mail(), () -> true, Optional::empty);
    } catch (IllegalStateException e) {
      scene.wire().cut();
      return;
    }
    throw new Violation("another mail than the announced one was sent");
  }

  private void count(Sending sending, TransactionResult result, boolean isAccepted) {
    tally.count(Ending.of(result));
    if (result.isUnknown() && isAccepted) {
      tally.count(Ending.UNKNOWN_BUT_ACCEPTED);
    }
    if (result.isUnknown() && result.endedBy(Break.GARBLED)) {
      tally.count(Ending.GARBLED_AT_DOT);
    }
    if (result.loss().isPresent() && result.dot().isPresent()) {
      tally.count(
          result.written() == Written.CONTENT ? Ending.LAST_WORDS : Ending.LAST_WORDS_OF_PART);
    }
    if (speaker.hasAnnounced()) {
      tally.count(Ending.ANNOUNCED);
    }
    if (sending.isAnnounced()) {
      tally.count(Ending.ANNOUNCED_AND_SENT);
    }
    if (sending.hasReset()) {
      tally.count(Ending.RESET);
    }
    if (sending.hasLoneDot()) {
      tally.count(Ending.LONE_DOT);
    }
  }
}

package com.couponcommerce.workers.email.smtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says what a server says: whole, odd, in pieces, late, twice or not at all. */
final class ServerVoice {
  private static final List<ReplyForm> FORMS = List.of(ReplyForm.values());
  private static final List<ReplyForm> REPLIES = FORMS.stream().filter(ReplyForm::isReply).toList();
  private static final List<ReplyForm> GARBAGE =
      FORMS.stream().filter(form -> !form.isReply()).toList();
  private static final List<Integer> EXTRA_CODES =
      List.of(220, 250, 250, 250, 354, 421, 421, 451, 503, 550, 550);

  private final VirtualWire wire;
  private final Dice dice;
  private final Tally tally;
  private final Transcript transcript;
  private final long replyNanos;
  private final long latency;
  private final List<Said> said = new ArrayList<>();
  private Optional<Runnable> held = Optional.empty();
  private long offset;
  private boolean inStep = true;
  private boolean calm = true;
  private boolean hung;
  private boolean gone;

  /**
   * @param replyNanos the client's longest wait for a reply
   */
  ServerVoice(VirtualWire wire, Dice dice, Tally tally, Transcript transcript, long replyNanos) {
    this.wire = wire;
    this.dice = dice;
    this.tally = tally;
    this.transcript = transcript;
    this.replyNanos = replyNanos;
    this.latency = dice.oneIn(2) ? 0 : 1_000_000L * dice.between(1, 200);
  }

  /** Returns false if the replies are not just one for each command, in their order. */
  boolean isInStep() {
    return inStep;
  }

  /** Returns false if something happened that breaks a dialogue off. */
  boolean isCalm() {
    return calm;
  }

  boolean isHung() {
    return hung;
  }

  boolean isGone() {
    return gone;
  }

  /** Returns what was said in that place; empty if it was not said yet. */
  Optional<Said> at(int number) {
    return number < said.size() ? Optional.of(said.get(number)) : Optional.empty();
  }

  /** Notes that a dialogue may break off, though the replies are in step. */
  void disturb() {
    calm = false;
  }

  /** Notes that the client can no longer tell which reply is for which command. */
  void loseStep() {
    calm = false;
    inStep = false;
  }

  void answer(String about, int code, Manner manner) {
    tally.count(manner);
    switch (manner) {
      case PLAIN -> say(about, code, ReplyForm.PLAIN);
      case ODD -> say(about, code, dice.pick(REPLIES));
      case GARBLED -> garble(about, code);
      case DRIPPED -> drip(about, code, replyNanos / 10 * dice.between(1, 9));
      case TOO_SLOW -> {
        disturb();
        drip(about, code, replyNanos / 10 * dice.between(11, 30));
      }
      case HUNG -> hang(about, code);
      case SILENT -> loseStep();
      case LOST -> leave();
      case CUT -> {
        sayPart(about, code);
        leave();
      }
      case EXTRA_BEFORE -> {
        extra();
        say(about, code, ReplyForm.PLAIN);
      }
      case EXTRA_AFTER -> {
        say(about, code, ReplyForm.PLAIN);
        extra();
      }
      case SWAPPED -> {
        loseStep();
        held = Optional.of(() -> say(about, code, ReplyForm.PLAIN));
        return;
      }
      case FLOODED -> {
        say(about, code, ReplyForm.PLAIN);
        for (int i = dice.between(2, 300); i > 0; i--) {
          extra();
        }
      }
    }
    sayHeld();
  }

  private void sayHeld() {
    if (!hung && !gone) {
      Optional<Runnable> now = held;
      held = Optional.empty();
      now.ifPresent(Runnable::run);
    }
  }

  void extra() {
    extra(dice.pick(EXTRA_CODES));
  }

  /** Says something that no command asked for. */
  void extra(int code) {
    loseStep();
    say(Said.EXTRA, code, ReplyForm.PLAIN);
  }

  void garble(String about, int code) {
    disturb();
    say(about, code, dice.pick(GARBAGE));
  }

  /** Closes the connection. */
  void leave() {
    disturb();
    gone = true;
    boolean isReset = dice.oneIn(2);
    boolean dropsUnread = dice.oneIn(4);
    transcript.note(
        () ->
            "the server closes"
                + (isReset ? " by RST" : "")
                + (dropsUnread ? ", replies lost" : ""));
    wire.end(isReset, dropsUnread, delay());
  }

  private void say(String about, int code, ReplyForm form) {
    tally.count(form);
    byte[] bytes = note(about, code, form);
    int pieces = dice.oneIn(8) ? dice.between(2, 4) : 1;
    send(bytes, pieces, pieces == 1 ? delay() : delay() / pieces + 1);
  }

  private void drip(String about, int code, long time) {
    byte[] bytes = note(about, code, ReplyForm.PLAIN);
    int pieces = dice.between(1, bytes.length);
    send(bytes, pieces, time / pieces);
  }

  /** Says less than a reply, and nothing ever after. */
  void hang(String about, int code) {
    sayPart(about, code);
    hung = true;
  }

  /** Says less than a reply: it lacks its last byte at least. */
  private void sayPart(String about, int code) {
    disturb();
    ReplyForm form = dice.pick(REPLIES);
    byte[] whole = form.bytes(code, Said.words(said.size(), about), dice);
    byte[] bytes = Arrays.copyOf(whole, dice.below(whole.length));
    note(about, code, false, false, bytes);
    send(bytes, 1, delay());
  }

  private byte[] note(String about, int code, ReplyForm form) {
    byte[] bytes = form.bytes(code, Said.words(said.size(), about), dice);
    note(about, code, form.isReply(), form.hasWords(), bytes);
    return bytes;
  }

  private void note(String about, int code, boolean isReply, boolean hasWords, byte[] bytes) {
    offset += bytes.length;
    said.add(new Said(said.size(), about, code, isReply, hasWords, offset));
    transcript.server(bytes);
  }

  private long delay() {
    return dice.oneIn(4) ? 0 : latency;
  }

  private void send(byte[] bytes, int pieces, long delay) {
    int from = 0;
    for (int left = pieces; left > 1 && from < bytes.length - 1; left--) {
      int to = from + Math.max(1, (bytes.length - from) / left);
      wire.say(Arrays.copyOfRange(bytes, from, to), delay);
      from = to;
    }
    wire.say(Arrays.copyOfRange(bytes, from, bytes.length), delay);
  }
}

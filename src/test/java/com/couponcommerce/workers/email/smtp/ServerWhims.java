package com.couponcommerce.workers.email.smtp;

import java.util.List;
import java.util.function.IntSupplier;

/** Events that are no answers of a server. */
final class ServerWhims {
  /** Events while content is under way. */
  enum WithinContent {
    NONE,
    LEAVES,
    LEAVES_WITH_WORDS,
    SPEAKS,
    SPEAKS_421
  }

  /** Events while the client does nothing. */
  enum Interlude {
    NONE,
    SPEAKS,
    STAYS_WITH_421,
    LEAVES_WITH_421,
    LEAVES,
    BABBLES
  }

  /** Events while the client writes. */
  enum Stall {
    NONE,
    SHORT,
    TOO_LONG
  }

  /** Length from which a client writes content in several pieces. */
  private static final int MANY_WRITES = 70_000;

  private final Temper temper;
  private final ServerVoice voice;
  private final Dice dice;
  private final Tally tally;
  private final IntSupplier contentLength;
  private final long writeNanos;
  private WithinContent coming = WithinContent.NONE;
  private int bytesLeft;

  /**
   * @param contentLength length of what the client is about to write, so that an event can be near
   *     its end
   * @param writeNanos the client's longest time for a write
   */
  ServerWhims(
      Temper temper,
      ServerVoice voice,
      Dice dice,
      Tally tally,
      IntSupplier contentLength,
      long writeNanos) {
    this.temper = temper;
    this.voice = voice;
    this.dice = dice;
    this.tally = tally;
    this.contentLength = contentLength;
    this.writeNanos = writeNanos;
  }

  void contentBegins() {
    int length = contentLength.getAsInt();
    if (length > MANY_WRITES && temper.isWild()) {
      coming = dice.oneIn(2) ? WithinContent.LEAVES_WITH_WORDS : WithinContent.LEAVES;
      bytesLeft = dice.below(length);
      return;
    }
    coming = temper.strikes() ? dice.unusual(WithinContent.class) : WithinContent.NONE;
    bytesLeft = dice.oneIn(2) ? dice.below(length + 1) : Math.max(0, length - dice.below(8));
  }

  /** Returns the number of bytes of content up to the next event; 0 if it is now. */
  int untilEvent() {
    return coming == WithinContent.NONE ? Integer.MAX_VALUE : bytesLeft;
  }

  void contentBytes(int count) {
    bytesLeft -= count;
  }

  void event() {
    WithinContent now = coming;
    coming = WithinContent.NONE;
    tally.count(now);
    switch (now) {
      case NONE -> {}
      case LEAVES -> voice.leave();
      case LEAVES_WITH_WORDS -> {
        voice.extra(dice.pick(List.of(250, 354, 421, 451, 452, 552, 554)));
        voice.leave();
      }
      case SPEAKS -> voice.extra();
      case SPEAKS_421 -> voice.extra(421);
    }
  }

  /** Called between two mails, and while the client asks whether it may hand a mail over. */
  void interlude() {
    if (voice.isGone() || voice.isHung() || !temper.strikes()) {
      return;
    }
    Interlude event = dice.unusual(Interlude.class);
    tally.count(event);
    switch (event) {
      case NONE -> {}
      case SPEAKS -> voice.extra();
      case STAYS_WITH_421 -> voice.extra(421);
      case LEAVES_WITH_421 -> {
        voice.extra(421);
        voice.leave();
      }
      case LEAVES -> voice.leave();
      case BABBLES -> {
        voice.loseStep();
        if (dice.oneIn(2)) {
          voice.garble(Said.EXTRA, 250);
        } else {
          voice.hang(Said.EXTRA, 250);
        }
      }
    }
  }

  long stall() {
    if (!temper.strikes()) {
      return 0;
    }
    Stall event = dice.unusual(Stall.class);
    tally.count(event);
    if (event == Stall.SHORT) {
      return writeNanos / 10 * dice.between(1, 9);
    }
    voice.disturb();
    return writeNanos / 10 * dice.between(11, 30);
  }
}

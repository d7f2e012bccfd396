package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.email.smtp.Temper.Trait;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that may do anything at any moment, and that knows what it did: the mails that it has
 * accepted, and for whom. What it says of a command is what it does with it.
 */
final class HostileServer implements VirtualWire.Peer {
  private static final Pattern SENDER = Pattern.compile("MAIL FROM:<s(\\d+)@.*");
  private static final Pattern RECIPIENT = Pattern.compile("RCPT TO:<(r(\\d+)\\.(\\d+)@[^>]*)>.*");

  /** Events by which it loses count. */
  enum Lapse {
    DISCARDED,
    FORGOT
  }

  private final Temper temper;
  private final ServerVoice voice;
  private final ServerWhims whims;
  private final Dice dice;
  private final Tally tally;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final List<Accepted> accepted = new ArrayList<>();
  private final List<String> recipients = new ArrayList<>();
  private boolean hasSender;
  private boolean inData;
  private int mail;
  private boolean deafNow;

  HostileServer(Temper temper, ServerVoice voice, ServerWhims whims, Dice dice, Tally tally) {
    this.temper = temper;
    this.voice = voice;
    this.whims = whims;
    this.dice = dice;
    this.tally = tally;
  }

  List<Accepted> accepted() {
    return accepted;
  }

  /** Returns true if it takes the next bytes for content. */
  boolean isInData() {
    return inData;
  }

  boolean hasRecipients() {
    return !recipients.isEmpty();
  }

  @Override
  public long stall(int length) {
    return voice.isHung() ? 0 : whims.stall();
  }

  @Override
  public boolean swallows() {
    return dice.oneIn(2);
  }

  @Override
  public int beforeDeadline(int length) {
    return dice.below(length + 1);
  }

  @Override
  public int take(byte[] bytes, int from, int length) {
    deafNow = false;
    int i = 0;
    while (i < length) {
      int part = lineLength(bytes, from + i, length - i);
      if (inData && !voice.isHung()) {
        part = Math.min(part, whims.untilEvent());
        if (part == 0) {
          whims.event();
        }
        whims.contentBytes(part);
      }
      if (voice.isGone()) {
        return i;
      }
      if (voice.isHung() || deafNow) {
        return length;
      }
      line.write(bytes, from + i, part);
      i += part;
      if (part > 0 && bytes[from + i - 1] == '\n') {
        line(i < length);
      }
    }
    return length;
  }

  private static int lineLength(byte[] bytes, int from, int most) {
    for (int i = 0; i < most; i++) {
      if (bytes[from + i] == '\n') {
        return i + 1;
      }
    }
    return most;
  }

  private void line(boolean isMore) {
    String text = line.toString(StandardCharsets.UTF_8);
    if (!text.endsWith("\r\n") && !temper.is(Trait.LENIENT)) {
      return;
    }
    byte[] raw = line.toByteArray();
    line.reset();
    boolean isEnd = true;
    if (inData) {
      isEnd = contentLine(raw, text.stripTrailing());
    } else {
      command(text.stripTrailing());
    }
    if (isEnd && isMore && temper.is(Trait.DEAF) && temper.strikes()) {
      tally.count(Lapse.DISCARDED);
      voice.loseStep();
      deafNow = true;
    }
  }

  private void command(String command) {
    Matcher sender = SENDER.matcher(command);
    Matcher recipient = RECIPIENT.matcher(command);
    if (sender.matches()) {
      mail = Integer.parseInt(sender.group(1));
      sender();
    } else if (recipient.matches()) {
      mail = Integer.parseInt(recipient.group(2));
      recipient(recipient.group(1), Integer.parseInt(recipient.group(3)));
    } else if (command.equals("DATA")) {
      data();
    } else if (command.equals("RSET")) {
      reset();
    } else {
      say("what is no command", 500);
    }
  }

  private void reset() {
    if (say(Said.RESET, 250) / 100 == 2) {
      forget();
    } else {
      voice.disturb();
    }
  }

  private void sender() {
    boolean isNested = hasSender || !recipients.isEmpty();
    boolean retains = temper.is(Trait.RETAINS_ENVELOPES);
    if (accepts(say(Said.about(mail, SmtpStage.MAIL), isNested && !retains ? 503 : 250))) {
      if (!retains) {
        forget();
      }
      hasSender = true;
    }
  }

  private void recipient(String address, int place) {
    boolean mayFollow = hasSender || temper.is(Trait.LAX);
    int honest =
        !mayFollow ? 503 : temper.refusesRecipient() ? dice.pick(List.of(450, 452, 550, 553)) : 250;
    if (accepts(say(Said.about(mail, place), honest))) {
      recipients.add(address);
    }
  }

  private void data() {
    boolean mayFollow = hasSender && !recipients.isEmpty();
    int honest = mayFollow || temper.is(Trait.EAGER) ? 354 : dice.pick(List.of(503, 554));
    int code = say(Said.about(mail, SmtpStage.DATA), honest);
    if (code == 354) {
      inData = !(temper.is(Trait.FORGETFUL) && temper.strikes());
      if (inData) {
        whims.contentBegins();
      } else {
        tally.count(Lapse.FORGOT);
        voice.loseStep();
      }
    } else if (code / 100 < 4) {
      voice.disturb();
      inData = code / 100 == 3 && dice.oneIn(2);
    }
  }

  /** Returns true if the content has ended. */
  private boolean contentLine(byte[] raw, String text) {
    if (text.equals(".")) {
      inData = false;
      dot();
      return true;
    }
    int from = raw[0] == '.' ? 1 : 0;
    boolean hasCr = raw.length > 1 && raw[raw.length - 2] == '\r';
    content.write(raw, from, raw.length - from - (hasCr ? 2 : 1));
    content.write('\r');
    content.write('\n');
    return false;
  }

  private void dot() {
    int honest =
        recipients.isEmpty() && !temper.is(Trait.INDIFFERENT)
            ? 554
            : dice.oneIn(8) ? dice.pick(List.of(451, 452, 552, 554)) : 250;
    int code = say(Said.about(mail, SmtpStage.DOT), honest);
    if (code / 100 == 3) {
      voice.disturb();
    }
    if (accepts(code) && !recipients.isEmpty()) {
      accepted.add(
          new Accepted(List.copyOf(recipients), content.toString(StandardCharsets.ISO_8859_1)));
    }
    forget();
  }

  /** Returns the code that it says, or would say. */
  private int say(String about, int honest) {
    Answer answer = temper.answer();
    tally.count(answer);
    int code = answer.code(honest, dice);
    voice.answer(about, code, temper.manner());
    if (answer == Answer.CLOSING_LEAVES && !voice.isGone()) {
      voice.leave();
    }
    return code;
  }

  /** Returns true if it does what it was asked; what 3xx means here is left to each server. */
  private boolean accepts(int code) {
    return code / 100 == 2 || (code / 100 == 3 && dice.oneIn(2));
  }

  private void forget() {
    hasSender = false;
    recipients.clear();
    content.reset();
  }
}

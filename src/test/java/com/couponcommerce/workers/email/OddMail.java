package com.couponcommerce.workers.email;

import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A mail to a server that is odd to some mails: its kind follows from the seed and its number.
 *
 * @param stage command at which the server is odd
 * @param reply answer to it
 * @param times number of its attempts that are answered so
 */
record OddMail(int number, Kind kind, Stage stage, Reply reply, int times) {

  /** Kinds of mails. */
  enum Kind {
    /** Accepted. */
    GOOD,
    /** Accepted for one recipient and refused for another. */
    HALF,
    /** Refused, cut off or left without an answer. */
    ODD,
    /** Left without an answer after the content, so that its outcome is unknown. */
    UNKNOWN
  }

  private static final List<Stage> STAGES = List.of(Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.BODY);
  private static final int FOR_EVER = 1_000_000;

  /**
   * Makes the mail of a number.
   *
   * @param replies refusals of real servers
   */
  static OddMail of(long seed, int number, List<String> replies) {
    Random dice = new Random(seed * 1_000_003 + number);
    dice.nextInt();
    int roll = dice.nextInt(100);
    String text = replies.get(dice.nextInt(replies.size()));
    Stage stage = STAGES.get(dice.nextInt(STAGES.size()));
    int times = dice.nextBoolean() ? FOR_EVER : 1 + dice.nextInt(2);
    if (roll < 70) {
      return new OddMail(number, Kind.GOOD, stage, Reply.usual(), 0);
    }
    // 421 ends the connection for all recipients (RFC 5321 section 3.8); so does a reply that never
    // ends.
    if (roll < 75 && !text.startsWith("421") && !text.matches("(?s)(.*\n)?\\d{3}-[^\n]*")) {
      return new OddMail(number, Kind.HALF, Stage.RCPT, Reply.say(text), times);
    }
    if (roll < 77) {
      Reply silence = dice.nextBoolean() ? Reply.close() : Reply.hang();
      return new OddMail(
          number,
          Kind.UNKNOWN,
          Stage.BODY,
          dice.nextBoolean() ? silence.keepingMail() : silence,
          times);
    }
    Reply reply =
        switch (dice.nextInt(10)) {
          case 0 -> Reply.close();
          case 1 -> Reply.say(text).after(Duration.ofMillis(100 + dice.nextInt(1400)));
          case 2 -> Reply.say(text).thenClose();
          default -> Reply.say(text);
        };
    boolean unknown = stage == Stage.BODY && reply.text().isEmpty();
    return new OddMail(number, unknown ? Kind.UNKNOWN : Kind.ODD, stage, reply, times);
  }

  /** Returns the word that the server finds in its commands. */
  String word() {
    return "%s-%d".formatted(kind.name().toLowerCase(Locale.ROOT), number);
  }

  String json() {
    String domain = "@d%d.test".formatted(number % 7);
    String to =
        kind == Kind.HALF
            ? "[\"good-%d%s\",\"%s%s\"]".formatted(number, domain, word(), domain)
            : "\"%s%s\"".formatted(word(), domain);
    String from = stage == Stage.MAIL && kind == Kind.ODD ? word() + "@own.test" : "";
    return "{\"id\":\"m%d\",\"to\":%s,\"subject\":\"%d\",\"body\":\"x\"%s}"
        .formatted(number, to, number, from.isEmpty() ? "" : ",\"from\":\"" + from + "\"");
  }

  /** Returns true if one of its recipients is served whatever happens to others. */
  boolean isServed() {
    return kind == Kind.GOOD || kind == Kind.HALF;
  }
}

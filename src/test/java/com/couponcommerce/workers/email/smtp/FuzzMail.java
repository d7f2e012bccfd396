package com.couponcommerce.workers.email.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A mail, with what servers have to get of it, which is worked out here in another way than the
 * client does it.
 *
 * @param received the bytes, as ISO-8859-1, that a server has after it has undone the dots
 * @param written the bytes on the wire, with the final dot
 */
record FuzzMail(int number, SmtpMail mail, String received, String written) {
  /** Bytes that a client writes at once at most: near them, pieces begin and end. */
  private static final int PIECE = 64 * 1024;

  /** Kinds of content. */
  enum Kind {
    LINES,
    DOTS,
    BARE_CR,
    BARE_LF,
    NO_LINE_END,
    EMPTY,
    ONLY_A_DOT,
    ANY_BYTES,
    ONE_PIECE,
    MANY_PIECES
  }

  static FuzzMail of(int number, Dice dice, Tally tally, boolean international) {
    Kind kind = dice.oneIn(3) ? dice.unusual(Kind.class) : Kind.LINES;
    if (kind.compareTo(Kind.ONE_PIECE) >= 0 && !dice.oneIn(5)) {
      kind = Kind.DOTS;
    }
    tally.count(kind);
    return of(number, content(kind, number, dice), recipients(number, dice, international));
  }

  static FuzzMail of(int number, String content, List<String> recipients) {
    String lines = content.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    String received = lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
    String stuffed = ("\r\n" + received).replace("\r\n.", "\r\n..").substring(2);
    return new FuzzMail(
        number,
        new SmtpMail(
            new Envelope("s" + number + "@x.test", recipients, Envelope.Parameters.NONE),
            Content.of(content.getBytes(StandardCharsets.ISO_8859_1))),
        received,
        stuffed + ".\r\n");
  }

  private static List<String> recipients(int number, Dice dice, boolean international) {
    String domain = international && dice.oneIn(4) ? "b\u00fccher.test" : "x.test";
    return IntStream.range(0, dice.between(1, 4))
        .mapToObj(place -> "r" + number + "." + place + "@" + domain)
        .toList();
  }

  private static String content(Kind kind, int number, Dice dice) {
    String id = "Id: " + number + "\r\n";
    String text = id + lines(dice, "\r\n");
    return switch (kind) {
      case LINES -> text;
      case DOTS -> text + ".\r\n..\r\n.a\r\n" + ".".repeat(dice.below(5)) + "\r\n";
      case BARE_CR -> text + "\r.\r" + lines(dice, "\r");
      case BARE_LF -> text + "\n.\n" + lines(dice, "\n");
      case NO_LINE_END -> text + "a";
      case EMPTY -> "";
      case ONLY_A_DOT -> dice.oneIn(2) ? "." : ".\r\n";
      case ANY_BYTES -> id + anyBytes(dice, dice.below(200));
      case ONE_PIECE -> id + "x".repeat(PIECE - id.length() - dice.below(12)) + "\r\n";
      case MANY_PIECES ->
          id + (anyBytes(dice, 70) + "\r\n.").repeat(dice.between(900, 2800)) + "x".repeat(70);
    };
  }

  private static String lines(Dice dice, String end) {
    StringBuilder lines = new StringBuilder();
    for (int i = dice.below(4); i > 0; i--) {
      lines.append(dice.oneIn(3) ? "." : "").append("x".repeat(dice.below(30))).append(end);
    }
    return lines.toString();
  }

  private static String anyBytes(Dice dice, int count) {
    StringBuilder bytes = new StringBuilder(count);
    List<Character> frequent = List.of('.', '.', '\r', '\n', '\0');
    for (int i = 0; i < count; i++) {
      bytes.append(dice.oneIn(2) ? dice.pick(frequent) : Character.valueOf((char) dice.below(256)));
    }
    return bytes.toString();
  }

  List<String> recipients() {
    return mail.envelope().recipients();
  }

  private boolean isEightBit() {
    return received.chars().anyMatch(c -> c > 127);
  }

  /** Returns the commands up to DATA. */
  List<String> commands(Extensions offered) {
    String size = offered.maxSize() < 0 ? "" : " SIZE=" + received.length();
    String body = offered.eightBitMime() && isEightBit() ? " BODY=8BITMIME" : "";
    boolean isInternational = recipients().get(0).contains("\u00fc");
    String utf8 = offered.smtpUtf8() && isInternational ? " SMTPUTF8" : "";
    return IntStream.range(-1, recipients().size() + 1)
        .mapToObj(
            i ->
                i < 0
                    ? "MAIL FROM:<s" + number + "@x.test>" + size + body + utf8 + "\r\n"
                    : i < recipients().size()
                        ? "RCPT TO:<" + recipients().get(i) + ">\r\n"
                        : "DATA\r\n")
        .toList();
  }
}

package com.couponcommerce.workers.email.smtp;

import java.nio.charset.StandardCharsets;

/** Ways to write a reply, and what is none. */
enum ReplyForm {
  PLAIN(true),
  CODE_ONLY(true),
  CODE_AND_BLANK(true),
  LINES(true),
  LINES_WITHOUT_WORDS(true),
  MANY_LINES(true),
  LONG_LINE(true),
  BARE_LF(true),
  TWO_CRS(true),
  CR_WITHIN(true),
  NUL_WITHIN(true),
  LATIN_1(true),
  UTF_8(true),
  UNICODE_LINE_ENDS(true),

  BLANK(false),
  WORDS_ONLY(false),
  TWO_DIGITS(false),
  FOUR_DIGITS(false),
  LETTER_IN_CODE(false),
  ARABIC_DIGITS(false),
  NUL_IN_CODE(false),
  NUL_FIRST(false),
  BLANK_FIRST(false),
  TAB_AFTER_CODE(false),
  UNDERSCORE_AFTER_CODE(false),
  LOW_CODE(false),
  HIGH_CODE(false),
  CODES_DIFFER(false),
  LINE_WITHOUT_CODE(false),
  ENDLESS_LINE(false),
  ENDLESS_LINES(false);

  private final boolean reply;

  ReplyForm(boolean reply) {
    this.reply = reply;
  }

  /** Returns true if a client can tell the code. */
  boolean isReply() {
    return reply;
  }

  /** Returns true if the words are part of it. */
  boolean hasWords() {
    return reply && this != CODE_ONLY && this != CODE_AND_BLANK;
  }

  byte[] bytes(int code, String words, Dice dice) {
    return latin1(code, words, dice).getBytes(StandardCharsets.ISO_8859_1);
  }

  private String latin1(int code, String words, Dice dice) {
    return switch (this) {
      case PLAIN -> code + " " + words + "\r\n";
      case CODE_ONLY -> code + "\r\n";
      case CODE_AND_BLANK -> code + " \r\n";
      case LINES -> code + "-" + words + "\r\n" + code + "-\r\n" + code + " last\r\n";
      case LINES_WITHOUT_WORDS -> code + "-" + words + "\r\n" + code + "\r\n";
      case MANY_LINES ->
          code + "-" + words + "\r\n" + (code + "-x\r\n").repeat(dice.below(900)) + code + " x\r\n";
      case LONG_LINE -> code + " " + words + " x".repeat(dice.between(250, 6_000)) + "\r\n";
      case BARE_LF -> code + " " + words + "\n";
      case TWO_CRS -> code + " " + words + "\r\r\n";
      case CR_WITHIN -> code + " " + words + " \r250 x\r\n";
      case NUL_WITHIN -> code + " " + words + " \0\0\r\n";
      case LATIN_1 -> code + " " + words + " \u00fc\u0085\u00ff\u00a0\r\n";
      case UTF_8 -> code + " " + words + utf8(" \u00fc \u4e2d \ud83d\ude00") + "\r\n";
      case UNICODE_LINE_ENDS -> code + " " + words + utf8(" \u0085\u2028\u2029x") + "\r\n";
      case BLANK -> "\r\n";
      case WORDS_ONLY -> words + "\r\n";
      case TWO_DIGITS -> code / 10 + " " + words + "\r\n";
      case FOUR_DIGITS -> code + "0 " + words + "\r\n";
      case LETTER_IN_CODE -> code / 100 + "o0 " + words + "\r\n";
      case ARABIC_DIGITS -> utf8("\u0662\u0665\u0660 ") + words + "\r\n";
      case NUL_IN_CODE -> code / 10 + "\0 " + words + "\r\n";
      case NUL_FIRST -> "\0" + code + " " + words + "\r\n";
      case BLANK_FIRST -> " " + code + " " + words + "\r\n";
      case TAB_AFTER_CODE -> code + "\t" + words + "\r\n";
      case UNDERSCORE_AFTER_CODE -> code + "_" + words + "\r\n";
      case LOW_CODE -> dice.below(2) + "50 " + words + "\r\n";
      case HIGH_CODE -> dice.between(6, 9) + "50 " + words + "\r\n";
      case CODES_DIFFER ->
          code + "-" + words + "\r\n" + (code == 250 ? 550 : 250) + " " + words + "\r\n";
      case LINE_WITHOUT_CODE -> code + "-" + words + "\r\nmore\r\n" + code + " last\r\n";
      case ENDLESS_LINE -> code + " " + words + "x".repeat(dice.between(20_000, 40_000));
      case ENDLESS_LINES -> (code + "-" + words + "\r\n").repeat(dice.between(1500, 3000));
    };
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}

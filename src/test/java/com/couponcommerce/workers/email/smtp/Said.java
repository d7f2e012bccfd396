package com.couponcommerce.workers.email.smtp;

/**
 * A part of what a server has said.
 *
 * @param number position among all that it has said
 * @param about the command that it answers
 * @param isReply true if it is a whole reply, from which a client can tell the code
 * @param hasWords true if it shows its number
 * @param end number of bytes up to its end
 */
record Said(int number, String about, int code, boolean isReply, boolean hasWords, long end) {
  static final String EXTRA = "no command";
  static final String RESET = "RSET";

  static String about(int mail, SmtpStage stage) {
    return "m" + mail + "." + stage;
  }

  /** Returns the command of the recipient in that place. */
  static String about(int mail, int recipient) {
    return "m" + mail + "." + SmtpStage.RCPT + recipient;
  }

  static String words(int number, String about) {
    return "#" + number + " " + about;
  }

  boolean isAbout(String command) {
    return about.equals(command);
  }

  boolean isPositive() {
    return isReply && code / 100 == 2;
  }

  boolean isRefusal() {
    return isReply && code / 100 > 3;
  }

  /** Returns true if the client has got just this one. */
  boolean is(SmtpReply reply) {
    return isReply
        && reply.code() == code
        && (!hasWords || (reply.text() + " ").contains(words(number, about) + " "));
  }
}

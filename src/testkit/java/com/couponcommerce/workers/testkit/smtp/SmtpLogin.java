package com.couponcommerce.workers.testkit.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Credentials that a client sends by AUTH PLAIN or LOGIN (RFC 4954, RFC 4616). */
record SmtpLogin(String user, String password) {

  /** Sends a line to the client and returns its answer. */
  interface Challenge {
    String ask(String line) throws IOException;
  }

  /** Reads the credentials; empty for any other mechanism. */
  static Optional<SmtpLogin> read(String command, Challenge challenge) throws IOException {
    String[] words = command.split(" ", 3);
    String mechanism = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
    String initial = words.length > 2 ? words[2] : "";
    if (mechanism.equals("PLAIN")) {
      String[] parts = decoded(initial.isEmpty() ? challenge.ask("334 ") : initial).split("\0", -1);
      return Optional.of(
          parts.length == 3 ? new SmtpLogin(parts[1], parts[2]) : new SmtpLogin("", ""));
    }
    if (mechanism.equals("LOGIN")) {
      String user = decoded(initial.isEmpty() ? challenge.ask("334 VXNlcm5hbWU6") : initial);
      return Optional.of(new SmtpLogin(user, decoded(challenge.ask("334 UGFzc3dvcmQ6"))));
    }
    return Optional.empty();
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return user + ", ***";
  }
}

package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.message.Characters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The envelope of a mail.
 *
 * @param from reverse path without brackets; empty for the null sender
 * @param recipients forward paths without brackets, at least one
 * @param isInternational true if the mail needs SMTPUTF8 (RFC 6531): an address in the envelope or
 *     in the header is not ASCII
 */
public record Envelope(
    String from, List<String> recipients, Parameters parameters, boolean isInternational) {

  /**
   * Parameters of MAIL and RCPT that the administrator sets.
   *
   * @param ret what a failure notice contains (RFC 3461): FULL or HDRS
   * @param notices when notices are sent (RFC 3461), such as {@code NEVER}
   * @param submitter the AUTH parameter of MAIL (RFC 4954), not yet encoded
   * @param more further parameters of MAIL, as they are written
   */
  public record Parameters(
      Optional<String> ret,
      Optional<String> notices,
      Optional<String> submitter,
      Optional<String> more) {
    public static final Parameters NONE =
        new Parameters(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Checks that no address can end a command.
   *
   * @throws IllegalArgumentException if one has a control character or a bracket
   */
  public Envelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a mail without recipients");
    }
    check(from);
    recipients.forEach(Envelope::check);
  }

  /** Makes the envelope of a mail whose header has no other addresses. */
  public Envelope(String from, List<String> recipients, Parameters parameters) {
    this(
        from,
        recipients,
        parameters,
        !isAscii(from) || !recipients.stream().allMatch(Envelope::isAscii));
  }

  /** Returns the envelope of a mail that needs SMTPUTF8 for an address in its header. */
  public Envelope international() {
    return new Envelope(from, recipients, parameters, true);
  }

  private static void check(String path) {
    if (Characters.any(path, c -> c < ' ' || c == 0x7f || c == '<' || c == '>')) {
      throw new IllegalArgumentException("an address with a bracket or a control character");
    }
  }

  private static boolean isAscii(String text) {
    return Characters.all(text, c -> c < 0x80);
  }

  /** Returns the MAIL command, with the parameters that the server understands. */
  String mail(Content content, Extensions offered) {
    StringBuilder command = new StringBuilder(64).append("MAIL FROM:<").append(from).append('>');
    if (offered.size()) {
      command.append(" SIZE=").append(content.size());
    }
    if (offered.eightBitMime() && content.isEightBit()) {
      command.append(" BODY=8BITMIME");
    }
    if (offered.smtpUtf8() && isInternational()) {
      command.append(" SMTPUTF8");
    }
    if (offered.dsn()) {
      parameters.ret().ifPresent(ret -> command.append(" RET=").append(ret));
    }
    if (offered.auth()) {
      parameters.submitter().ifPresent(user -> command.append(" AUTH=").append(xtext(user)));
    }
    parameters.more().ifPresent(more -> command.append(' ').append(more));
    return command.toString();
  }

  /** Returns the RCPT command of a recipient. */
  String rcpt(String recipient, Extensions offered) {
    String command = "RCPT TO:<" + recipient + ">";
    return offered.dsn()
        ? parameters.notices().map(when -> command + " NOTIFY=" + when).orElse(command)
        : command;
  }

  /** Encodes a parameter (RFC 3461 section 4). */
  private static String xtext(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && b != '+' && b != '=') {
        encoded.append((char) b);
      } else {
        encoded.append("+%02X".formatted(b));
      }
    }
    return encoded.toString();
  }
}

package com.couponcommerce.workers.message;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mail as the producer wrote it, every part checked.
 *
 * @param from the sender; empty for the default sender
 * @param headers additional headers, checked
 */
public record EmailMessage(
    Optional<EmailAddress> from,
    List<EmailAddress> replyTo,
    Recipients recipients,
    Content content,
    List<Header> headers) {

  /** Recipients that every server accepts for one mail (RFC 5321 section 4.5.3.1.8). */
  public static final int MAX_RECIPIENTS = 100;

  public EmailMessage {
    replyTo = List.copyOf(replyTo);
    headers = List.copyOf(headers);
  }

  /** Returns true if an address has letters that ASCII lacks, so that it needs SMTPUTF8. */
  public boolean isInternational() {
    return isInternational(recipients.to())
        || isInternational(recipients.cc())
        || isInternational(recipients.bcc())
        || isInternational(replyTo);
  }

  private static boolean isInternational(List<EmailAddress> addresses) {
    for (EmailAddress address : addresses) {
      if (address.isInternational()) {
        return true;
      }
    }
    return false;
  }

  /**
   * An additional header.
   *
   * @param value text of one line, not encoded
   */
  public record Header(String name, String value) {
    public boolean isNamed(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /**
   * The recipients of a mail.
   *
   * @param remaining the recipients that a partly successful attempt has not reached; empty for all
   */
  public record Recipients(
      List<EmailAddress> to,
      List<EmailAddress> cc,
      List<EmailAddress> bcc,
      List<EmailAddress> remaining) {
    public Recipients {
      to = List.copyOf(to);
      cc = List.copyOf(cc);
      bcc = List.copyOf(bcc);
      remaining = List.copyOf(remaining);
    }

    /** Returns each address once, in the order of to, cc and bcc. */
    public List<String> all() {
      return addresses(to, cc, bcc);
    }

    /** Returns the recipients of this attempt. */
    public List<String> envelope() {
      return remaining.isEmpty() ? all() : addresses(remaining);
    }

    @SafeVarargs
    private static List<String> addresses(List<EmailAddress>... lists) {
      Set<String> each = new LinkedHashSet<>();
      for (List<EmailAddress> list : lists) {
        list.forEach(one -> each.add(one.address()));
      }
      return List.copyOf(each);
    }
  }

  /**
   * The content of a mail; at least one of text and html is present.
   *
   * @param calendar an invitation that mail programs offer to accept
   */
  public record Content(
      String subject,
      Optional<String> text,
      Optional<String> html,
      Optional<Calendar> calendar,
      List<EmailAttachment> attachments) {
    public Content {
      attachments = List.copyOf(attachments);
    }
  }

  /**
   * An invitation in iCalendar format (RFC 5545).
   *
   * @param method its purpose, such as REQUEST (RFC 5546)
   */
  public record Calendar(String method, String text) {}
}

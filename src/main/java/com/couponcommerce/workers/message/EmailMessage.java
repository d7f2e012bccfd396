package com.couponcommerce.workers.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mail as its producer wants it, every part checked.
 *
 * @param from empty: the default sender
 * @param headers additional ones, by name, safe to be written
 */
public record EmailMessage(
    Optional<EmailAddress> from,
    List<EmailAddress> replyTo,
    Recipients recipients,
    Content content,
    Map<String, String> headers) {

  /** RFC 5321 section 4.5.3.1.8: the number of recipients that every server takes for one mail. */
  public static final int MAX_RECIPIENTS = 100;

  public EmailMessage {
    replyTo = List.copyOf(replyTo);
    // In the producer's order, so that each try is the same to the byte; Map.copyOf has none.
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /**
   * Who gets it.
   *
   * @param remaining those of an earlier, partly successful try who have not got it yet; empty: all
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

    /** Each address once, in the order of to, cc and bcc. */
    public List<String> all() {
      return addresses(to, cc, bcc);
    }

    /** Whom this try is for. */
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

  /** What they get; at least one of text and html is there. */
  public record Content(
      String subject,
      Optional<String> text,
      Optional<String> html,
      List<EmailAttachment> attachments) {
    public Content {
      attachments = List.copyOf(attachments);
    }
  }
}

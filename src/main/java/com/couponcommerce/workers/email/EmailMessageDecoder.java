package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailAttachment;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.EmailMessage.Content;
import com.couponcommerce.workers.message.EmailMessage.Recipients;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decodes a payload's fields to a mail, or names the field that is wrong. */
final class EmailMessageDecoder {
  /**
   * Characters of the longest subject: more than any mail program shows, and far below the limit of
   * header folding.
   */
  private static final int MAX_SUBJECT = 2000;

  private EmailMessageDecoder() {}

  static EmailMessage decode(MessageFields fields) throws RefusedMessageException {
    Map<String, String> headers =
        new LinkedHashMap<>(HeaderRules.allowed(fields.textMap("headers")));
    headers.putAll(HeaderRules.listUnsubscribe(fields.texts("listUnsubscribe")));
    return new EmailMessage(
        from(fields), addresses(fields, "replyTo"), recipients(fields), content(fields), headers);
  }

  private static Optional<EmailAddress> from(MessageFields fields) throws RefusedMessageException {
    Optional<String> from = fields.text("from");
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(EmailAddressParser.parse("from", from.get()));
  }

  private static List<EmailAddress> addresses(MessageFields fields, String field)
      throws RefusedMessageException {
    List<String> texts = fields.texts(field);
    if (texts.size() > EmailMessage.MAX_RECIPIENTS) {
      throw tooManyRecipients(field);
    }
    List<EmailAddress> addresses = new ArrayList<>(texts.size());
    for (String text : texts) {
      addresses.add(EmailAddressParser.parse(field, text));
    }
    return addresses;
  }

  /** Decodes the recipients only; the rest of the message may be invalid. */
  static Recipients recipients(MessageFields fields) throws RefusedMessageException {
    Recipients recipients =
        new Recipients(
            addresses(fields, "to"),
            addresses(fields, "cc"),
            addresses(fields, "bcc"),
            addresses(fields, "remaining"));
    if (recipients.to().isEmpty()) {
      throw RefusedMessageException.field("to", "must have at least one address");
    }
    List<String> all = recipients.all();
    if (all.size() > EmailMessage.MAX_RECIPIENTS) {
      throw tooManyRecipients("to, cc and bcc");
    }
    if (!all.containsAll(recipients.envelope())) {
      throw RefusedMessageException.field("remaining", "must be among to, cc and bcc");
    }
    if (fields.has("remaining") && recipients.remaining().isEmpty()) {
      throw RefusedMessageException.field("remaining", "must have at least one address");
    }
    return recipients;
  }

  private static RefusedMessageException tooManyRecipients(String field) {
    return RefusedMessageException.field(
        field, "must be at most " + EmailMessage.MAX_RECIPIENTS + " addresses in all");
  }

  private static Content content(MessageFields fields) throws RefusedMessageException {
    String subject = HeaderRules.singleLine("subject", fields.text("subject").orElse(""));
    if (subject.length() > MAX_SUBJECT) {
      throw RefusedMessageException.field(
          "subject", "must have at most " + MAX_SUBJECT + " characters");
    }
    Optional<String> body = fields.text("body");
    Optional<String> html = fields.text("html");
    if (body.isEmpty() && html.isEmpty()) {
      throw RefusedMessageException.field("body", "must be present, or html");
    }
    List<EmailAttachment> attachments = AttachmentDecoder.decode(fields.textMaps("attachments"));
    return body.filter(EmailMessageDecoder::isHtml).isPresent()
        ? new Content(subject, Optional.empty(), html.or(() -> body), attachments)
        : new Content(subject, body, html, attachments);
  }

  /**
   * Returns true if the body is an HTML page, which producers of the Bun workers send as {@code
   * body}.
   */
  static boolean isHtml(String body) {
    int start = 0;
    while (start < body.length()
        && (Character.isWhitespace(body.charAt(start)) || body.charAt(start) == '\ufeff')) {
      start++;
    }
    String head =
        body.substring(start, Math.min(body.length(), start + 15)).toLowerCase(Locale.ROOT);
    return head.startsWith("<!doctype html") || head.startsWith("<html");
  }
}

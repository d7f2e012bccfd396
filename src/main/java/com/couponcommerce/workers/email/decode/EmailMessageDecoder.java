package com.couponcommerce.workers.email.decode;

import com.couponcommerce.workers.email.mime.HtmlText;
import com.couponcommerce.workers.message.Absent;
import com.couponcommerce.workers.message.Addresses;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailAttachment;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.EmailMessage.Calendar;
import com.couponcommerce.workers.message.EmailMessage.Content;
import com.couponcommerce.workers.message.EmailMessage.Recipients;
import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.KnownField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes a payload's fields to a mail, or names the field that is wrong. */
public final class EmailMessageDecoder {
  /** Characters of the longest subject: more than any mail program shows. */
  private static final int MAX_SUBJECT = 2000;

  private EmailMessageDecoder() {}

  /**
   * Decodes a mail.
   *
   * @throws RefusedMessageException with the reason why it could never be sent as it is meant
   */
  public static EmailMessage decode(MessageFields message) throws RefusedMessageException {
    FieldReader fields = message.reader();
    Recipients recipients = recipients(message);
    fields.refuse(EmailFields.ALL);
    return new EmailMessage(
        from(fields),
        addresses(fields, EmailFields.REPLY_TO),
        recipients,
        content(message),
        HeaderRules.headers(fields));
  }

  private static Optional<EmailAddress> from(FieldReader fields) throws RefusedMessageException {
    List<EmailAddress> from = Addresses.of(fields, EmailFields.FROM);
    if (from.size() > 1) {
      throw RefusedMessageException.field("from", "must be a single address");
    }
    return from.stream().findFirst();
  }

  private static List<EmailAddress> addresses(FieldReader fields, KnownField field)
      throws RefusedMessageException {
    List<EmailAddress> addresses = Addresses.of(fields, field);
    if (addresses.size() > EmailMessage.MAX_RECIPIENTS) {
      throw tooManyRecipients(field.name());
    }
    return addresses;
  }

  /** Decodes the recipients only; the rest of the message may be invalid. */
  public static Recipients recipients(MessageFields message) throws RefusedMessageException {
    FieldReader fields = message.reader();
    Recipients recipients =
        new Recipients(
            addresses(fields, EmailFields.TO),
            addresses(fields, EmailFields.CC),
            addresses(fields, EmailFields.BCC),
            addresses(fields, CommonFields.REMAINING));
    if (recipients.to().isEmpty()) {
      throw Absent.of(message, EmailFields.ALL, "to", "must have at least one address");
    }
    List<String> all = recipients.all();
    if (all.size() > EmailMessage.MAX_RECIPIENTS) {
      throw tooManyRecipients("to, cc and bcc");
    }
    if (!all.containsAll(recipients.envelope())) {
      throw RefusedMessageException.field("remaining", "must be among to, cc and bcc");
    }
    if (message.has("remaining") && recipients.remaining().isEmpty()) {
      throw RefusedMessageException.field("remaining", "must have at least one address");
    }
    return recipients;
  }

  private static RefusedMessageException tooManyRecipients(String field) {
    return RefusedMessageException.field(
        field, "must be at most " + EmailMessage.MAX_RECIPIENTS + " addresses in all");
  }

  private static Content content(MessageFields message) throws RefusedMessageException {
    FieldReader fields = message.reader();
    String subject =
        HeaderRules.singleLine("subject", fields.text(EmailFields.SUBJECT).orElse("").strip());
    if (subject.length() > MAX_SUBJECT) {
      throw RefusedMessageException.field(
          "subject", "must have at most " + MAX_SUBJECT + " characters");
    }
    Texts texts = Texts.of(message);
    List<EmailAttachment> attachments = new ArrayList<>(AttachmentDecoder.decode(fields));
    Optional<Calendar> calendar = CalendarDecoder.decode(fields, attachments);
    return new Content(subject, texts.text(), texts.html(), calendar, attachments);
  }

  /** The author's text and HTML, each in one of several fields. */
  private record Texts(Optional<String> text, Optional<String> html) {

    static Texts of(MessageFields message) throws RefusedMessageException {
      FieldReader fields = message.reader();
      Optional<String> body = fields.text(EmailFields.BODY);
      Optional<String> text = fields.text(EmailFields.TEXT);
      Optional<String> html = fields.text(EmailFields.HTML);
      if (body.isEmpty()) {
        if (text.isEmpty() && html.isEmpty()) {
          return new Texts(Optional.of(blank(message)), Optional.empty());
        }
        return new Texts(text, html);
      }
      if (HtmlPage.is(body.get())) {
        if (html.isPresent() && !isSame(body.get(), html.get())) {
          throw RefusedMessageException.field(
              "body", "must not be another HTML page than html: leave one out");
        }
        return new Texts(text, html.or(() -> body));
      }
      if (text.isEmpty() || text.equals(body)) {
        return new Texts(body, html);
      }
      return beside(body.get(), text.get(), html);
    }

    /** Decides what a body is that is neither a page nor the text beside it. */
    private static Texts beside(String body, String text, Optional<String> html)
        throws RefusedMessageException {
      if (html.isEmpty() && HtmlPage.isFragment(body)) {
        return new Texts(Optional.of(text), Optional.of(body));
      }
      if (text.strip().equals(body.strip())
          || html.filter(page -> isSame(body, page)).isPresent()) {
        return new Texts(Optional.of(text), html);
      }
      throw RefusedMessageException.field(
          "text", "must not be another text than body: leave one out");
    }

    private static boolean isSame(String one, String other) {
      return one.equals(other) || HtmlText.of(one).equals(HtmlText.of(other));
    }

    /** Returns the text of a mail that its producer wrote without one. */
    private static String blank(MessageFields message) throws RefusedMessageException {
      FieldReader fields = message.reader();
      for (KnownField field : List.of(EmailFields.BODY, EmailFields.TEXT, EmailFields.HTML)) {
        for (String name : fields.spellings(field)) {
          if (message.values().get(name) instanceof String text) {
            return text;
          }
        }
      }
      throw Absent.of(message, EmailFields.ALL, "body", "must be present, or text or html");
    }
  }
}

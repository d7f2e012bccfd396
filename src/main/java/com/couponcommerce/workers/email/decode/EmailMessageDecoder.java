package com.couponcommerce.workers.email.decode;

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
    AuthorsTexts texts = AuthorsTexts.of(message);
    List<EmailAttachment> attachments = new ArrayList<>(AttachmentDecoder.decode(fields));
    Optional<Calendar> calendar = CalendarDecoder.decode(fields, attachments);
    return new Content(subject, texts.text(), texts.html(), calendar, attachments);
  }
}

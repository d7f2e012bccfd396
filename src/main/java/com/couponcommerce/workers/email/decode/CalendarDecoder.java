package com.couponcommerce.workers.email.decode;

import com.couponcommerce.workers.message.EmailAttachment;
import com.couponcommerce.workers.message.EmailMessage.Calendar;
import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.EmailFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes an invitation: {@code icalEvent}, or an attachment of type {@code text/calendar;
 * method=…}. Outlook and Gmail offer to accept it only if it is an alternative of the text too.
 */
final class CalendarDecoder {
  private static final Pattern METHOD = Pattern.compile("[A-Za-z-]{1,30}");
  private static final Pattern WRITTEN_METHOD =
      Pattern.compile("(?m)^METHOD:([A-Za-z-]{1,30})\\s*$");

  /** Type of the attached file, which mail programs that know no calendars save. */
  private static final String FILE_TYPE = "application/ics";

  private CalendarDecoder() {}

  /**
   * Decodes the invitation; empty if there is none.
   *
   * @param attachments gets the file of {@code icalEvent}
   */
  static Optional<Calendar> decode(FieldReader message, List<EmailAttachment> attachments)
      throws RefusedMessageException {
    if (!message.has(EmailFields.ICAL_EVENT)) {
      return ofAttachment(attachments);
    }
    FieldReader fields = message.objectOr(EmailFields.ICAL_EVENT, EmailFields.CONTENT);
    fields.refuse(EmailFields.CALENDAR);
    String text = FileContent.of(fields, "utf8").text();
    Optional<String> method = fields.text(EmailFields.METHOD).map(String::strip);
    if (method.isPresent() && !METHOD.matcher(method.get()).matches()) {
      throw RefusedMessageException.field(
          fields.place(EmailFields.METHOD), "must be a word such as REQUEST");
    }
    attachments.add(
        new EmailAttachment(
            AttachmentDecoder.filename(fields).orElse("invite.ics"),
            FILE_TYPE,
            Map.of(),
            Optional.empty(),
            false,
            text.getBytes(StandardCharsets.UTF_8)));
    return Optional.of(new Calendar(method(method, text), text));
  }

  private static String method(Optional<String> named, String text) {
    Matcher written = WRITTEN_METHOD.matcher(text);
    String method = named.orElseGet(() -> written.find() ? written.group(1) : "PUBLISH");
    return method.toUpperCase(Locale.ROOT);
  }

  private static Optional<Calendar> ofAttachment(List<EmailAttachment> attachments) {
    for (EmailAttachment file : attachments) {
      String method = file.parameters().getOrDefault("method", "");
      if (file.contentType().equals("text/calendar") && METHOD.matcher(method).matches()) {
        String text = new String(file.content(), StandardCharsets.UTF_8);
        return Optional.of(new Calendar(method.toUpperCase(Locale.ROOT), text));
      }
    }
    return Optional.empty();
  }
}

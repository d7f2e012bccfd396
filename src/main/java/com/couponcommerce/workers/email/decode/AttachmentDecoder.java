package com.couponcommerce.workers.email.decode;

import com.couponcommerce.workers.message.EmailAttachment;
import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.EmailFields;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decodes {@code attachments}. */
final class AttachmentDecoder {
  private static final int MAX_FILENAME = 255;
  private static final Pattern CONTENT_ID =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.@-]{1,200}");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,50}");
  private static final String BINARY = "application/octet-stream";

  private final FieldReader fields;

  private AttachmentDecoder(FieldReader fields) {
    this.fields = fields;
  }

  static List<EmailAttachment> decode(FieldReader message) throws RefusedMessageException {
    List<EmailAttachment> decoded = new ArrayList<>();
    for (FieldReader fields : message.objects(EmailFields.ATTACHMENTS)) {
      fields.refuse(EmailFields.ATTACHMENT);
      decoded.add(new AttachmentDecoder(fields).decode());
    }
    return decoded;
  }

  private EmailAttachment decode() throws RefusedMessageException {
    Optional<String> filename = filename(fields);
    FileContent content = FileContent.of(fields, "base64");
    ContentType type = contentType(content.type(), filename);
    String mediaType = type.getBaseType().toLowerCase(Locale.ROOT);
    Optional<String> contentId = contentId();
    return new EmailAttachment(
        filename.orElseGet(() -> "attachment" + FileTypes.extension(mediaType)),
        mediaType,
        parameters(type),
        contentId,
        isInline(),
        content.bytes(isText(mediaType), type.getParameter("charset") != null));
  }

  static Optional<String> filename(FieldReader fields) throws RefusedMessageException {
    Optional<String> filename = fields.text(EmailFields.FILENAME).map(String::strip);
    if (filename.isEmpty()) {
      return filename;
    }
    String checked = HeaderRules.singleLine(fields.place(EmailFields.FILENAME), filename.get());
    if (checked.length() > MAX_FILENAME || checked.matches(".*[/\\\\].*")) {
      throw RefusedMessageException.field(
          fields.place(EmailFields.FILENAME),
          "must have 1 to " + MAX_FILENAME + " characters without / and \\");
    }
    return filename;
  }

  /** Returns the type that the producer names, or that of the data URL, or that of the name. */
  private ContentType contentType(Optional<String> ofData, Optional<String> filename)
      throws RefusedMessageException {
    String place = fields.place(EmailFields.CONTENT_TYPE);
    String written =
        named().or(() -> ofData).or(() -> filename.flatMap(FileTypes::ofName)).orElse(BINARY);
    try {
      ContentType parsed = new ContentType(HeaderRules.singleLine(place, written.strip()));
      String primary = parsed.getPrimaryType().toLowerCase(Locale.ROOT);
      // These types have a structure, for which base64 is not allowed (RFC 2045, 6.4).
      if (!primary.equals("multipart") && !primary.equals("message") && isNamedInAscii(parsed)) {
        return parsed;
      }
    } catch (ParseException e) {
      // refused below, without the parser's text, which quotes the value
    }
    throw RefusedMessageException.field(
        place, "must be a type such as application/pdf, and not multipart or message");
  }

  /** Returns the type that is named; applications use {@code type} for words of their own too. */
  private Optional<String> named() throws RefusedMessageException {
    boolean isOther =
        fields.spelling(EmailFields.CONTENT_TYPE).filter("type"::equalsIgnoreCase).isPresent();
    return fields.text(EmailFields.CONTENT_TYPE).filter(type -> !isOther || type.indexOf('/') >= 0);
  }

  /** Jakarta Mail takes other letters for parts of names. */
  private static boolean isNamedInAscii(ContentType type) {
    return MEDIA_TYPE.matcher(type.getBaseType()).matches()
        && parameters(type).keySet().stream().allMatch(PARAMETER.asMatchPredicate());
  }

  private static Map<String, String> parameters(ContentType type) {
    Map<String, String> parameters = new LinkedHashMap<>();
    ParameterList list = type.getParameterList();
    if (list != null) {
      for (String name : Collections.list(list.getNames())) {
        parameters.put(name, list.get(name));
      }
    }
    return parameters;
  }

  /** Returns true for a type that people read as text. */
  private static boolean isText(String mediaType) {
    return mediaType.startsWith("text/")
        || mediaType.endsWith("+xml")
        || mediaType.endsWith("+json")
        || List.of("application/json", "application/xml", "application/ics").contains(mediaType);
  }

  private Optional<String> contentId() throws RefusedMessageException {
    Optional<String> contentId =
        fields.text(EmailFields.CONTENT_ID).map(String::strip).map(HeaderRules::withoutBrackets);
    if (contentId.isPresent() && !CONTENT_ID.matcher(contentId.get()).matches()) {
      throw RefusedMessageException.field(
          fields.place(EmailFields.CONTENT_ID), "must have 1 to 200 letters, digits and .-_@");
    }
    return contentId;
  }

  private boolean isInline() throws RefusedMessageException {
    String disposition =
        fields.text(EmailFields.DISPOSITION).orElse("attachment").strip().toLowerCase(Locale.ROOT);
    if (!List.of("attachment", "inline").contains(disposition)) {
      throw RefusedMessageException.field(
          fields.place(EmailFields.DISPOSITION), "must be attachment or inline");
    }
    return disposition.equals("inline");
  }
}

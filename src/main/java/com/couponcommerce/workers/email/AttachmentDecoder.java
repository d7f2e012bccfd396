package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.EmailAttachment;
import com.couponcommerce.workers.message.RefusedMessageException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decodes {@code attachments}: filename, contentType, content in base64, and contentId. */
final class AttachmentDecoder {
  private static final String FIELD = "attachments";
  private static final int MAX_FILENAME = 255;
  private static final Pattern CONTENT_ID =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.@-]{1,200}");

  private AttachmentDecoder() {}

  static List<EmailAttachment> decode(List<Map<String, String>> attachments)
      throws RefusedMessageException {
    List<EmailAttachment> decoded = new ArrayList<>(attachments.size());
    for (Map<String, String> attachment : attachments) {
      decoded.add(decode(attachment));
    }
    return decoded;
  }

  private static EmailAttachment decode(Map<String, String> attachment)
      throws RefusedMessageException {
    String content = attachment.get("content");
    if (content == null) {
      throw RefusedMessageException.field(FIELD, "must each have content in base64");
    }
    return new EmailAttachment(
        filename(attachment.getOrDefault("filename", "attachment")),
        contentType(attachment.getOrDefault("contentType", "application/octet-stream")),
        contentId(Optional.ofNullable(attachment.get("contentId"))),
        bytes(content));
  }

  private static String filename(String filename) throws RefusedMessageException {
    String checked = HeaderRules.singleLine(FIELD, filename).strip();
    if (checked.isEmpty() || checked.length() > MAX_FILENAME || checked.matches(".*[/\\\\].*")) {
      throw RefusedMessageException.field(
          FIELD, "must have a filename of 1 to " + MAX_FILENAME + " characters without / and \\");
    }
    return checked;
  }

  private static String contentType(String contentType) throws RefusedMessageException {
    try {
      ContentType parsed = new ContentType(HeaderRules.singleLine(FIELD, contentType));
      String primary = parsed.getPrimaryType().toLowerCase(Locale.ROOT);
      // These types have a structure, for which base64 is not allowed (RFC 2045, 6.4).
      if (!primary.equals("multipart") && !primary.equals("message")) {
        return parsed.toString();
      }
    } catch (ParseException e) {
      // refused below, without the parser's text, which quotes the value
    }
    throw RefusedMessageException.field(
        FIELD, "must have a contentType such as application/pdf, not multipart or message");
  }

  private static Optional<String> contentId(Optional<String> contentId)
      throws RefusedMessageException {
    if (contentId.isPresent() && !CONTENT_ID.matcher(contentId.get()).matches()) {
      throw RefusedMessageException.field(
          FIELD, "must have a contentId of 1 to 200 letters, digits and .-_@");
    }
    return contentId;
  }

  private static byte[] bytes(String base64) throws RefusedMessageException {
    try {
      boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
      String text = base64.replaceAll("[\r\n\t ]", "");
      return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      throw RefusedMessageException.field(FIELD, "must have content in base64");
    }
  }
}

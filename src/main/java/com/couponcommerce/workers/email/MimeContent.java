package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.EmailAttachment;
import com.couponcommerce.workers.message.EmailMessage.Content;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ParameterList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Arranges a mail's content: mixed(related(alternative(text, html), inline…), attachment…), each
 * level only where it is needed.
 */
final class MimeContent {
  /**
   * Prefix of each boundary. No quoted-printable and no base64 text contains "=_" (RFC 2045 section
   * 6.7).
   */
  private final String boundary;

  private int levels;

  private MimeContent(String seed) {
    this.boundary = "=_" + seed + "_";
  }

  /**
   * Arranges the parts.
   *
   * @param seed letters and digits that are the same for each attempt of a mail, so that all
   *     attempts have the same bytes
   */
  static MimeEntity of(Content content, String seed) {
    return new MimeContent(seed).mixed(content);
  }

  private MimeEntity mixed(Content content) {
    List<MimeEntity> parts = new ArrayList<>();
    List<EmailAttachment> inline = new ArrayList<>();
    boolean hasHtml = content.html().isPresent();
    for (EmailAttachment attachment : content.attachments()) {
      if (hasHtml && attachment.contentId().isPresent()) {
        inline.add(attachment);
      } else {
        parts.add(file(attachment, "attachment"));
      }
    }
    parts.add(0, related(content, inline));
    return level("mixed", parts);
  }

  private MimeEntity related(Content content, List<EmailAttachment> inline) {
    List<MimeEntity> parts = new ArrayList<>();
    parts.add(alternative(content));
    for (EmailAttachment picture : inline) {
      parts.add(
          file(picture, "inline").with("Content-ID", "<" + picture.contentId().orElse("") + ">"));
    }
    return level("related", parts);
  }

  /** Puts the text first: RFC 2046 section 5.1.4 puts the best alternative last. */
  private MimeEntity alternative(Content content) {
    List<MimeEntity> parts = new ArrayList<>();
    String text = content.text().or(() -> content.html().map(HtmlText::of)).orElse("");
    parts.add(MimeEntity.text("plain", text));
    content.html().ifPresent(html -> parts.add(MimeEntity.text("html", html)));
    return level("alternative", parts);
  }

  private MimeEntity level(String subtype, List<MimeEntity> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : MimeEntity.multipart(subtype, boundary + levels++, parts);
  }

  private static MimeEntity file(EmailAttachment file, String disposition) {
    // RFC 2231 encodes any name, in UTF-8.
    ParameterList parameters = new ParameterList();
    parameters.set("filename", file.filename(), StandardCharsets.UTF_8.name());
    return MimeEntity.file(file.contentType(), file.content())
        .with("Content-Disposition", new ContentDisposition(disposition, parameters).toString());
  }
}

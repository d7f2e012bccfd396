package com.couponcommerce.workers.email.mime;

import com.couponcommerce.workers.message.EmailAttachment;
import com.couponcommerce.workers.message.EmailMessage.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Arranges a mail's content: mixed(related(alternative(text, html, calendar), inline…),
 * attachment…), each level only where it is needed.
 */
final class MimeContent {
  private final String boundary;
  private int levels;

  private MimeContent(String boundary) {
    this.boundary = boundary;
  }

  /**
   * Arranges the parts.
   *
   * @param boundary beginning of each boundary, which no writer of a part can foresee
   */
  static MimeEntity of(Content content, String boundary) {
    return new MimeContent(boundary).mixed(content);
  }

  private MimeEntity mixed(Content content) {
    List<MimeEntity> parts = new ArrayList<>();
    List<EmailAttachment> pictures = new ArrayList<>();
    boolean hasHtml = content.html().isPresent();
    for (EmailAttachment attachment : content.attachments()) {
      if (hasHtml && attachment.contentId().isPresent()) {
        pictures.add(attachment);
      } else {
        parts.add(file(attachment, attachment.isInline()));
      }
    }
    parts.add(0, related(content, pictures));
    return level("mixed", parts);
  }

  private MimeEntity related(Content content, List<EmailAttachment> pictures) {
    List<MimeEntity> parts = new ArrayList<>();
    parts.add(alternative(content));
    for (EmailAttachment picture : pictures) {
      parts.add(file(picture, true));
    }
    return level("related", parts);
  }

  /** Puts the text first: RFC 2046 section 5.1.4 puts the best alternative last. */
  private MimeEntity alternative(Content content) {
    List<MimeEntity> parts = new ArrayList<>();
    String text = content.text().or(() -> content.html().map(HtmlText::of)).orElse("");
    parts.add(MimeEntity.text("plain", Map.of(), text));
    content.html().ifPresent(html -> parts.add(MimeEntity.text("html", Map.of(), html)));
    content
        .calendar()
        .ifPresent(
            event ->
                parts.add(
                    MimeEntity.text("calendar", Map.of("method", event.method()), event.text())));
    return level("alternative", parts);
  }

  private MimeEntity level(String subtype, List<MimeEntity> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : MimeEntity.multipart(subtype, boundary + levels++, parts);
  }

  private static MimeEntity file(EmailAttachment file, boolean inline) {
    HeaderBlock headers =
        new HeaderBlock()
            .parameters("Content-Type", file.contentType(), file.parameters())
            .parameters(
                "Content-Disposition",
                inline ? "inline" : "attachment",
                Map.of("filename", file.filename()));
    file.contentId().ifPresent(id -> headers.plain("Content-ID", "<" + id + ">"));
    return MimeEntity.file(headers, file.content());
  }
}

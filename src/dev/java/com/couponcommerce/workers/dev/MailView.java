package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * A received mail as a mail program shows it.
 *
 * @param headers decoded, in their order
 */
record MailView(
    ReceivedMail mail,
    String subject,
    List<Map.Entry<String, String>> headers,
    List<String> texts,
    List<String> htmls,
    List<Attachment> attachments) {

  /**
   * A part that has a name or is neither text nor HTML.
   *
   * @param content one character per byte
   */
  record Attachment(String name, String type, String content) {
    byte[] bytes() {
      return content.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  static MailView of(ReceivedMail mail) {
    Session session = Session.getInstance(new Properties());
    try {
      MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(mail.bytes()));
      MailView view =
          new MailView(
              mail,
              Objects.requireNonNullElse(message.getSubject(), "(no subject)"),
              headers(message),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>());
      view.add(message);
      return view;
    } catch (MessagingException | IOException e) {
      return unreadable(mail, e);
    }
  }

  /** Returns a view of the raw bytes, for a mail that cannot be parsed. */
  private static MailView unreadable(ReceivedMail mail, Exception reason) {
    return new MailView(
        mail,
        "(unreadable: " + reason + ")",
        List.of(),
        List.of(mail.text()),
        List.of(),
        List.of());
  }

  private static List<Map.Entry<String, String>> headers(MimeMessage message)
      throws MessagingException {
    return Collections.list(message.getAllHeaders()).stream().map(MailView::decoded).toList();
  }

  private static Map.Entry<String, String> decoded(Header header) {
    String value = Objects.requireNonNullElse(header.getValue(), "");
    try {
      return Map.entry(header.getName(), MimeUtility.decodeText(MimeUtility.unfold(value)));
    } catch (IOException undecodable) {
      return Map.entry(header.getName(), value);
    }
  }

  private void add(Part part) throws MessagingException, IOException {
    String name = part.getFileName();
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      for (int index = 0; index < parts.getCount(); index++) {
        BodyPart bodyPart = parts.getBodyPart(index);
        add(bodyPart);
      }
    } else if (name == null && part.getContent() instanceof String text) {
      (part.isMimeType("text/html") ? htmls : texts).add(text);
    } else {
      attachments.add(
          new Attachment(
              name == null ? "unnamed" : decodedName(name),
              part.getContentType(),
              new String(part.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)));
    }
  }

  private static String decodedName(String name) {
    try {
      return MimeUtility.decodeText(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

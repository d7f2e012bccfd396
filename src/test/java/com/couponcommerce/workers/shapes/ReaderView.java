package com.couponcommerce.workers.shapes;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A mail as its reader sees it, read by Jakarta Mail: a line for each thing. */
public final class ReaderView {
  private static final int MAX_SHOWN = 100;

  private final List<String> lines = new ArrayList<>();

  private ReaderView() {}

  /**
   * Returns the lines.
   *
   * @param defaultFrom sender that is not shown
   */
  public static List<String> of(ReceivedMail mail, String defaultFrom) throws Exception {
    ReaderView view = new ReaderView();
    Properties utf8 = new Properties();
    utf8.setProperty("mail.mime.allowutf8", "true");
    MimeMessage message =
        new MimeMessage(Session.getInstance(utf8), new ByteArrayInputStream(mail.bytes()));
    view.header(mail, message, defaultFrom);
    view.part(message);
    return view.lines;
  }

  private void header(ReceivedMail mail, MimeMessage message, String defaultFrom) throws Exception {
    if (!defaultFrom.equals(addresses(message.getFrom()))) {
      show("from", addresses(message.getFrom()));
    }
    show("to", addresses(message.getRecipients(RecipientType.TO)));
    show("cc", addresses(message.getRecipients(RecipientType.CC)));
    if (message.getHeader("Reply-To") != null) {
      show("reply-to", addresses(message.getReplyTo()));
    }
    List<String> unseen =
        new ArrayList<>(mail.recipients().stream().map(ReaderView::utf8).toList());
    Arrays.stream(message.getAllRecipients())
        .map(address -> ((InternetAddress) address).getAddress())
        .forEach(unseen::remove);
    show("bcc", String.join(", ", unseen));
    show("subject", message.getSubject());
    for (String name :
        List.of(
            "In-Reply-To",
            "References",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "X-A",
            "X-Tag",
            "X-Order",
            "X-Token")) {
      String[] values = message.getHeader(name);
      for (String value : values == null ? new String[0] : values) {
        show(name.toLowerCase(Locale.ROOT), MimeUtility.decodeText(MimeUtility.unfold(value)));
      }
    }
  }

  /** The test server reads the bytes of UTF-8 as Latin-1. */
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String addresses(Address @Nullable [] addresses) {
    List<String> shown = new ArrayList<>();
    for (Address address : addresses == null ? new Address[0] : addresses) {
      InternetAddress mailbox = (InternetAddress) address;
      shown.add(
          mailbox.getPersonal() == null
              ? mailbox.getAddress()
              : mailbox.getPersonal() + " <" + mailbox.getAddress() + ">");
    }
    return String.join(", ", shown);
  }

  private void part(Part part) throws Exception {
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        part(parts.getBodyPart(i));
      }
      return;
    }
    ContentType type = new ContentType(part.getContentType());
    byte[] bytes = part.getInputStream().readAllBytes();
    if (part.getDisposition() == null) {
      String method = type.getParameter("method");
      show(
          type.getSubType() + (method == null ? "" : " " + method),
          new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\\n"));
      return;
    }
    String[] id = part.getHeader("Content-ID");
    show(
        part.getDisposition(),
        part.getFileName()
            + ", "
            + type.toString().replaceAll("\\s+", " ")
            + (id == null ? "" : ", cid " + id[0])
            + ", "
            + bytes.length
            + " bytes "
            + Digest.sha256(bytes).substring(0, 8));
  }

  private void show(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      String text = value.replaceAll("\\\\n$", "");
      lines.add(
          name
              + ": "
              + (text.length() <= MAX_SHOWN
                  ? text
                  : text.substring(0, 40)
                      + "… ("
                      + text.length()
                      + " characters, "
                      + Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8)
                      + ")"));
    }
  }
}

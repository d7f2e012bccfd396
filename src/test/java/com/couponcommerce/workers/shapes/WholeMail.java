package com.couponcommerce.workers.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;

/** Checks of a written mail as a whole, by the rules of RFC 5322 and MIME and by two parsers. */
public final class WholeMail {
  private static final int MAX_LINE = 998;
  private static final int MAX_FOLDED = 78;

  /** A line that could be folded at a blank which is not its first character. */
  private static final Pattern FOLDABLE = Pattern.compile("\\S+:? \\S.*|\\s\\S+\\s+\\S.*");

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"(=_[0-9a-f]{32}_\\d+)\"");

  private WholeMail() {}

  /** Checks one mail. */
  public static void check(ReceivedMail mail) throws Exception {
    check(mail.bytes(), mail.recipients().stream().anyMatch(to -> !isAscii(to)));
  }

  /**
   * Checks one mail.
   *
   * @param isInternational true if an address has letters that ASCII lacks
   */
  public static void check(byte[] mail, boolean isInternational) throws Exception {
    String text = new String(mail, StandardCharsets.ISO_8859_1);
    List<String> lines = text.lines().toList();
    assertThat(lines).allMatch(line -> line.length() <= MAX_LINE);
    List<String> header = lines.stream().takeWhile(line -> !line.isEmpty()).toList();
    if (!isInternational) {
      assertThat(text).matches(WholeMail::isAscii);
    }
    assertThat(lines.subList(header.size(), lines.size())).allMatch(WholeMail::isAscii);
    assertThat(header)
        .allMatch(
            line ->
                line.length() <= MAX_FOLDED
                    || line.startsWith("List-Unsubscribe")
                    || !FOLDABLE.matcher(line).matches());
    assertThat(header).noneMatch(String::isBlank);
    List<String> ours = jakarta(mail);
    assertThat(mime4j(mail)).isEqualTo(ours);
    assertThat(BOUNDARY.matcher(text).results().map(found -> found.group(1)).toList())
        .doesNotHaveDuplicates();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Returns type and digest of each part without parts, read by Jakarta Mail. */
  private static List<String> jakarta(byte[] bytes) throws Exception {
    List<String> parts = new ArrayList<>();
    jakarta(
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)),
        parts);
    return parts;
  }

  private static void jakarta(Part part, List<String> into) throws Exception {
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        jakarta(parts.getBodyPart(i), into);
      }
    } else {
      into.add(
          new ContentType(part.getContentType()).getBaseType()
              + " "
              + digest(part.getInputStream().readAllBytes()));
    }
  }

  /** Returns the same, read by Apache James. */
  private static List<String> mime4j(byte[] bytes) throws Exception {
    List<String> parts = new ArrayList<>();
    mime4j(new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(bytes)), parts);
    return parts;
  }

  private static void mime4j(Entity entity, List<String> into) throws Exception {
    Body body = entity.getBody();
    if (body instanceof org.apache.james.mime4j.dom.Multipart parts) {
      for (Entity part : parts.getBodyParts()) {
        mime4j(part, into);
      }
    } else {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      ((SingleBody) body).writeTo(content);
      into.add(entity.getMimeType() + " " + digest(content.toByteArray()));
    }
  }

  private static String digest(byte[] bytes) {
    return bytes.length + " bytes " + Digest.sha256(bytes).substring(0, 16);
  }
}

package com.couponcommerce.workers.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.shapes.WholeMail;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes mails of random texts, names and files, and reads them back; each seed fails again. */
class MailFuzzTest {
  private static final int MAILS = 150;

  /** Pieces of texts, among them what has a meaning in headers and in MIME. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "word",
          " ",
          "  ",
          "\t",
          "ü",
          "ß",
          "日本語",
          "😀",
          "é",
          "=",
          "?",
          "_",
          "\"",
          "\\",
          "(",
          ")",
          "<",
          ">",
          "@",
          ",",
          ";",
          ":",
          ".",
          "-",
          "--",
          "=_",
          "'",
          "%",
          "*",
          "x".repeat(80),
          "y".repeat(1000),
          " ".repeat(90),
          "\u00a0",
          "\u200d",
          "\ufeff");

  private final MailWriter writer = new MailWriter(InstantSource.system());
  private final Session session = Session.getInstance(new Properties());

  private static String text(RandomGenerator random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(pieces); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_mail_is_read_back_as_it_was_written(long seed) throws Exception {
    Random random = new Random(seed);
    int written = 0;
    for (int i = 0; i < MAILS; i++) {
      String name = text(random, 8);
      String subject = text(random, 12);
      String header = text(random, 12);
      String filename = text(random, 6);
      String body = text(random, 30).replace(".", "\n.\n");
      byte[] file = new byte[random.nextInt(300)];
      random.nextBytes(file);
      String json =
          PayloadEditor.empty()
              .setJson(
                  "to", PayloadEditor.empty().set("name", name).set("address", "a@x.test").toJson())
              .set("subject", subject)
              .set("text", body)
              .setJson("headers", PayloadEditor.empty().set("X-A", header).toJson())
              .setJson(
                  "attachments",
                  "["
                      + PayloadEditor.empty()
                          .set("filename", filename)
                          .set("contentType", "application/x-any")
                          .set("content", Base64.getEncoder().encodeToString(file))
                          .toJson()
                      + "]")
              .toJson();
      EmailMessage message;
      try {
        message = EmailMessageDecoder.decode(MessageFields.parse(Payload.of(json)));
      } catch (RefusedMessageException e) {
        continue;
      }
      written++;
      check(message, file);
    }
    assertThat(written).isGreaterThan(MAILS / 4);
  }

  private void check(EmailMessage message, byte[] file) throws Exception {
    byte[] mail = writer.write(new EmailAddress("s@shop.test"), new MessageId("m"), message);
    WholeMail.check(mail, false);
    MimeMessage read = new MimeMessage(session, new ByteArrayInputStream(mail));
    InternetAddress to = (InternetAddress) read.getRecipients(RecipientType.TO)[0];
    assertThat(to.getAddress()).isEqualTo("a@x.test");
    assertThat(String.valueOf(to.getPersonal()))
        .isEqualTo(message.recipients().to().get(0).name().orElse("null"));
    assertThat(String.valueOf(read.getSubject())).isEqualTo(message.content().subject());
    assertThat(MimeUtility.decodeText(MimeUtility.unfold(read.getHeader("X-A")[0])))
        .isEqualTo(message.headers().get(0).value());
    MimeMultipart parts = (MimeMultipart) read.getContent();
    assertThat(parts.getBodyPart(1).getFileName())
        .isEqualTo(message.content().attachments().get(0).filename());
    assertThat(parts.getBodyPart(1).getInputStream()).hasBinaryContent(file);
  }
}

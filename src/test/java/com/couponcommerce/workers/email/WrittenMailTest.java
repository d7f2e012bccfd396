package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.mime.MailWriter;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.shapes.WholeMail;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads mails back with Jakarta Mail as they arrived. */
class WrittenMailTest {
  private static final byte[] PICTURE = randomBytes(5000);

  private final SmtpServer server = SmtpServer.start();
  private final MailFixture mail = new MailFixture(MailFixture.session(server));

  @AfterEach
  void close() {
    mail.close();
    server.close();
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** Sends a mail with these fields besides "to", and returns it as it arrived. */
  private MimeMessage arrived(String fields) throws Exception {
    return arrived(MailFixture.message("{\"to\":\"a@x.test\"," + fields + "}"));
  }

  private MimeMessage arrived(EmailMessage message) throws Exception {
    mail.send(message);
    byte[] bytes = last().bytes();
    WholeMail.check(last());
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  private ReceivedMail last() {
    return server.mails().get(server.mails().size() - 1);
  }

  private static String quote(String text) {
    return PayloadEditor.quote(text);
  }

  private static BodyPart part(Object multipart, int index) throws Exception {
    return ((MimeMultipart) multipart).getBodyPart(index);
  }

  @Test
  void a_text_is_a_single_part_with_the_headers_of_automatic_mail() throws Exception {
    MimeMessage message =
        arrived(
            "\"subject\":\"Hi\",\"body\":\"Hello\\nAnn\",\"cc\":\"Lee <c@x.test>\","
                + "\"bcc\":\"b@x.test\",\"replyTo\":\"r@x.test\"");

    assertThat(message.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(message.getContent()).isEqualTo("Hello\r\nAnn\r\n");
    assertThat(message.getFrom()).containsExactly(new InternetAddress("shop@shop.test", "Shop"));
    assertThat(message.getRecipients(RecipientType.CC)[0]).hasToString("Lee <c@x.test>");
    assertThat(message.getReplyTo()[0]).hasToString("r@x.test");
    assertThat(message.getSentDate()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getHeader("MIME-Version")).containsExactly("1.0");
    assertThat(message.getHeader("Message-ID")).containsExactly("<m0@shop.test>");
  }

  @Test
  void bcc_is_in_the_envelope_only() throws Exception {
    arrived("\"body\":\"x\",\"bcc\":[\"secret@x.test\"]");

    assertThat(last().recipients()).containsExactly("a@x.test", "secret@x.test");
    assertThat(last().text()).doesNotContainIgnoringCase("bcc").doesNotContain("secret");
  }

  @Test
  void html_alone_gets_a_text_before_it() throws Exception {
    MimeMessage message = arrived("\"body\":\"<html><p>Grüße &amp; <b>Dank</b></p></html>\"");

    assertThat(message.getContentType()).startsWith("multipart/alternative");
    assertThat(part(message.getContent(), 0).getContentType()).startsWith("text/plain");
    assertThat(part(message.getContent(), 0).getContent()).isEqualTo("Grüße & Dank");
    assertThat(part(message.getContent(), 1).getContentType()).startsWith("text/html");
    assertThat(part(message.getContent(), 1).getContent())
        .isEqualTo("<html><p>Grüße &amp; <b>Dank</b></p></html>");
  }

  @Test
  void text_and_html_are_both_sent_as_they_are() throws Exception {
    MimeMessage message = arrived("\"body\":\"T\",\"html\":\"<p>H</p>\"");

    assertThat(part(message.getContent(), 0).getContent()).isEqualTo("T");
    assertThat(part(message.getContent(), 1).getContent()).isEqualTo("<p>H</p>");
  }

  @Test
  void pictures_are_related_parts_and_files_are_attachments() throws Exception {
    String content = Base64.getEncoder().encodeToString(PICTURE);
    MimeMessage message =
        arrived(
            ("\"html\":\"<img src='cid:logo'>\",\"attachments\":[{\"filename\":\"größe"
                    + " 1.pdf\",\"contentType\":\"application/pdf\",\"content\":\"%s\"},"
                    + "{\"filename\":\"logo.png\",\"contentType\":\"image/png\",\"contentId\":\"logo\",\"content\":\"%s\"}]")
                .formatted(content, content));

    assertThat(message.getContentType()).startsWith("multipart/mixed");
    BodyPart related = part(message.getContent(), 0);
    assertThat(related.getContentType()).startsWith("multipart/related");
    assertThat(part(related.getContent(), 0).getContentType()).startsWith("multipart/alternative");
    BodyPart picture = part(related.getContent(), 1);
    assertThat(picture.getDisposition()).isEqualTo("inline");
    assertThat(picture.getHeader("Content-ID")).containsExactly("<logo>");
    assertThat(picture.getInputStream()).hasBinaryContent(PICTURE);
    BodyPart file = part(message.getContent(), 1);
    assertThat(file.getDisposition()).isEqualTo("attachment");
    assertThat(file.getFileName()).isEqualTo("größe 1.pdf");
    assertThat(file.getContentType()).startsWith("application/pdf");
    assertThat(file.getInputStream()).hasBinaryContent(PICTURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Größe 😀 für Sie",
        "日本語の件名です。とても長いので折り返しが必要になりますよね、そうでしょう、はい、そうです。",
        "A subject of plain words that is much longer than one line of a header may be, really",
        "tab\there",
        ""
      })
  void a_subject_arrives_as_it_was(String subject) throws Exception {
    assertThat(arrived("\"body\":\"x\",\"subject\":" + quote(subject)).getSubject())
        .isEqualTo(subject);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jörg Müller", "Lee, Ann", "a \"b\" c", "名前", "x@y"})
  void a_name_arrives_as_it_was(String name) throws Exception {
    String address = '"' + name.replace("\"", "\\\"") + "\" <n@x.test>";

    MimeMessage message = arrived("\"body\":\"x\",\"cc\":" + quote(address));

    assertThat(message.getRecipients(RecipientType.CC))
        .containsExactly(new InternetAddress("n@x.test", name, "UTF-8"));
    assertThat(((InternetAddress) message.getRecipients(RecipientType.CC)[0]).getPersonal())
        .isEqualTo(name);
  }

  static final String MEGABYTE = "0123456789 äöü\n".repeat(60_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "a\n.\nb",
        "..\n.x\n",
        "\n.\nQUIT\n",
        "From me\n>From you",
        "Grüße 😀",
        "日本語",
        "trailing space \nand tab\t\nend",
        "= equals =3D",
        "\u0000\u0007control",
        "--=_x\n--"
      })
  void a_body_arrives_as_it_was(String body) throws Exception {
    MimeMessage message = arrived("\"body\":" + quote(body));

    assertThat(((String) message.getContent()).stripTrailing())
        .isEqualTo(body.replace("\n", "\r\n").stripTrailing());
  }

  @Test
  void line_ends_of_any_kind_are_line_ends() throws Exception {
    assertThat(arrived("\"body\":\"a\\nb\\r\\nc\\rd\"").getContent())
        .isEqualTo("a\r\nb\r\nc\r\nd\r\n");
  }

  @Test
  void a_megabyte_and_long_lines_arrive() throws Exception {
    assertThat(arrived("\"body\":" + quote(MEGABYTE)).getContent())
        .isEqualTo(MEGABYTE.replace("\n", "\r\n"));
    String line = "x".repeat(100_000);
    assertThat(((String) arrived("\"body\":" + quote(line)).getContent()).strip()).isEqualTo(line);
    String html = "<p>" + "ä".repeat(100_000) + "</p>";
    assertThat(part(arrived("\"html\":" + quote(html)).getContent(), 1).getContent())
        .isEqualTo(html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"größe.pdf", "a\"b;c.txt", "日本語の長い名前日本語の長い名前日本語の長い名前.pdf", "x y.txt", "😀.png"})
  void a_filename_arrives_as_it_was(String filename) throws Exception {
    MimeMessage message =
        arrived(
            "\"body\":\"x\",\"attachments\":[{\"content\":\"aGk=\",\"filename\":"
                + quote(filename)
                + "}]");

    assertThat(part(message.getContent(), 1).getFileName()).isEqualTo(filename);
  }

  @Test
  void allowed_headers_are_written_and_may_replace_the_defaults() throws Exception {
    MimeMessage message =
        arrived(
            "\"body\":\"x\",\"headers\":{\"X-Order\":\"größe 1\",\"Auto-Submitted\":\"no\","
                + "\"References\":\"<1@x.test> <2@x.test>\",\"X-Long\":"
                + quote("word ".repeat(300).strip())
                + "}");

    assertThat(MimeUtility.decodeText(message.getHeader("X-Order")[0])).isEqualTo("größe 1");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("no");
    assertThat(message.getHeader("References")).containsExactly("<1@x.test> <2@x.test>");
    assertThat(MimeUtility.unfold(message.getHeader("X-Long")[0]))
        .isEqualTo("word ".repeat(300).strip());
  }

  @Test
  void list_unsubscribe_stays_on_one_line() throws Exception {
    String url = "https://shop.test/unsubscribe?token=" + "x".repeat(300);

    arrived("\"body\":\"x\",\"listUnsubscribe\":[" + quote(url) + ",\"mailto:u@shop.test\"]");

    assertThat(last().text())
        .contains("\r\nList-Unsubscribe: <" + url + ">, <mailto:u@shop.test>\r\n")
        .contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
  }

  @Test
  void a_hundred_recipients_fit_their_header() throws Exception {
    String[] hundred = new String[100];
    Arrays.setAll(hundred, i -> "recipient-number-" + i + "@example-domain.test");

    MimeMessage message = arrived(MailFixture.to(hundred));

    assertThat(message.getRecipients(RecipientType.TO)).hasSize(100);
    assertThat(last().recipients()).containsExactly(hundred);
  }

  @Test
  void each_attempt_of_a_message_has_the_same_bytes() throws Exception {
    EmailMessage message =
        MailFixture.message(
            "{\"to\":\"a@x.test\",\"html\":\"<p>ä</p>\",\"attachments\":[{\"content\":\"aGk=\"}]}");

    mail.sender().send(new MessageId("same"), message, () -> true);
    mail.sender().send(new MessageId("same"), message, () -> true);

    assertThat(server.mails().get(0).text()).isEqualTo(server.mails().get(1).text());
  }

  @ParameterizedTest
  @CsvSource({
    "order-1.2,<order-1.2@shop.test>",
    "0f8fad5b-d9cb-469f-a165-70867728950e,<0f8fad5b-d9cb-469f-a165-70867728950e@shop.test>"
  })
  void a_usable_id_is_the_message_id(String id, String messageId) {
    assertThat(MailWriter.messageId(new MessageId(id), new EmailAddress("s@shop.test")))
        .isEqualTo(messageId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a>b", "a@b", "a..b", ".a", "<x>", "a,b", "\"q\""})
  void any_other_id_is_hashed(String id) {
    assertThat(MailWriter.messageId(new MessageId(id), new EmailAddress("s@shop.test")))
        .matches("<[0-9a-f]{40}@shop\\.test>");
    assertThat(
            MailWriter.messageId(new MessageId("x".repeat(200)), new EmailAddress("s@shop.test")))
        .matches("<[0-9a-f]{40}@shop\\.test>");
  }

  @Test
  void eight_bit_and_chunking_servers_get_the_same() throws Exception {
    server.extensions("8BITMIME", "CHUNKING", "SMTPUTF8", "SIZE 1000000");
    try (MailFixture other =
        new MailFixture(
            MailFixture.session(
                server,
                "mail.smtp.allow8bitmime",
                "true",
                "mail.smtp.chunksize",
                "1000",
                "mail.mime.allowutf8",
                "true"))) {
      other.send(
          MailFixture.message(
              "{\"to\":\"Jörg <a@x.test>\",\"body\":\"Viele Grüße aus dem Laden\"}"));
    }

    assertThat(last().text())
        .contains("Message-ID: <m0@shop.test>")
        .contains("To: =?UTF-8?Q?J=C3=B6rg?= <a@x.test>")
        .contains("Content-Transfer-Encoding: quoted-printable");
  }

  @Test
  void letters_before_the_at_sign_need_a_server_that_takes_them() throws Exception {
    EmailMessage message =
        MailFixture.message("{\"to\":\"jörg@x.test\",\"cc\":\"a@x.test\",\"body\":\"x\"}");

    assertThat(mail.sender().send(new MessageId("m0"), message, () -> true))
        .isInstanceOfSatisfying(
            DeliveryResult.Failed.class,
            failed -> assertThat(failed.failure().text()).contains("does not offer SMTPUTF8"));

    server.extensions("8BITMIME", "SMTPUTF8");
    try (MailFixture other = new MailFixture(MailFixture.session(server))) {
      other.send(message);
    }
    assertThat(last().recipients()).containsExactly(asReceived("jörg@x.test"), "a@x.test");
    assertThat(new String(last().bytes(), StandardCharsets.UTF_8))
        .contains("\r\nTo: jörg@x.test\r\n");
  }

  /** The server reads the bytes of UTF-8 as Latin-1. */
  private static String asReceived(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void each_header_is_written_once() throws Exception {
    MimeMessage message = arrived("\"body\":\"x\",\"subject\":\"s\"");

    assertThat(Collections.list(message.getAllHeaders()))
        .extracting(header -> header.getName())
        .doesNotHaveDuplicates()
        .contains("Date", "From", "To", "Subject", "Message-ID", "Content-Type");
  }

  @Test
  void a_text_is_not_encoded_without_need() throws Exception {
    arrived("\"body\":\"Your code is 123456\"");

    assertThat(last().text())
        .contains("Content-Transfer-Encoding: 7bit")
        .endsWith("\r\n\r\nYour code is 123456\r\n");
    assertThat(last().text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(600);
  }
}

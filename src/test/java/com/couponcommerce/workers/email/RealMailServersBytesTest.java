package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.email.MailFixture.message;
import static com.couponcommerce.workers.email.RealRelays.relay;
import static com.couponcommerce.workers.email.RealRelays.send;
import static com.couponcommerce.workers.email.RealRelays.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.testkit.relay.Relay;
import com.couponcommerce.workers.testkit.relay.RelayKind;
import com.couponcommerce.workers.testkit.relay.StoredMail;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same mails by this sender and by Angus, as a real server stores them. */
@ParameterizedClass(name = "pipelining {0}")
@ValueSource(booleans = {true, false})
class RealMailServersBytesTest {
  private static final String OURS = "ours@x.test";
  private static final String BY_ANGUS = "angus@x.test";

  private static final List<String> BODIES =
      List.of(
          "",
          ".",
          "a\n.\nb",
          ".a\n..b\n...\n.",
          "\n.\r\nQUIT\r\n",
          "\n\n\n",
          "no line end",
          "From me\n>From you",
          "x".repeat(5_000),
          "." + "x".repeat(997) + "\n" + ".y".repeat(3_000),
          "0123456789 ".repeat(30_000),
          "Grüße 😀\n.\n日本語",
          "ä".repeat(4_000),
          "one\rtwo\nthree\r\nfour\n\rfive",
          "tab\t\nspace \n\u0000\u0007control");

  @Parameter boolean pipelining;

  @ParameterizedTest
  @EnumSource
  void each_body_is_stored_as_angus_would_have_sent_it(RelayKind kind) throws Exception {
    List<String> messages =
        BODIES.stream().map(body -> "\"body\":" + PayloadEditor.quote(body)).toList();

    List<StoredMail> stored = storedAsByAngus(kind, messages);

    for (int i = 0; i < BODIES.size(); i++) {
      assertThat(textOf(stored.get(i))).isEqualTo(lines(BODIES.get(i)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void headers_and_attachments_are_stored_as_angus_would_have_sent_them(RelayKind kind)
      throws Exception {
    byte[] dots = ".\r\n.\n..\r\n".repeat(3_000).getBytes(StandardCharsets.US_ASCII);
    String attachment =
        "{\"filename\":\"größe.txt\",\"content\":\"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(dots));
    storedAsByAngus(
        kind,
        List.of(
            "\"subject\":\"Größe 😀 für Sie\",\"html\":\"<p>.<br>\\n.\\n</p>\"",
            "\"cc\":\"Jörg Müller <c@x.test>\",\"replyTo\":\"r@x.test\",\"body\":\"x\"",
            "\"body\":\"x\",\"attachments\":[%1$s,%1$s]".formatted(attachment),
            "\"body\":\"x\",\"headers\":{\"X-Long\":\"%s\"}".formatted("word ".repeat(300))));
  }

  /** Returns the mails as this sender's were stored, after comparing them with those of Angus. */
  private List<StoredMail> storedAsByAngus(RelayKind kind, List<String> fields) throws Exception {
    try (Relay relay = relay(kind).start();
        SmtpServer copies = SmtpServer.start();
        MailFixture mail = RealRelays.fixture(session(relay), pipelining);
        MailFixture copying = RealRelays.fixture(copying(copies), pipelining)) {
      for (int i = 0; i < fields.size(); i++) {
        EmailMessage message = message("{\"to\":\"%s\",%s}".formatted(OURS, fields.get(i)));
        assertThat(send(mail, "m" + i, message)).isInstanceOf(Delivered.class);
        assertThat(send(copying, "m" + i, message)).isInstanceOf(Delivered.class);
      }
      sendByAngus(session(relay), copies.mails());

      Map<String, StoredMail> ours = stored(relay, OURS);
      Map<String, StoredMail> byAngus = stored(relay, BY_ANGUS);
      List<String> ids =
          IntStream.range(0, fields.size()).mapToObj("<m%d@shop.test>"::formatted).toList();
      assertThat(ours).containsOnlyKeys(ids);
      assertThat(byAngus).containsOnlyKeys(ids);
      assertThat(ids)
          .allSatisfy(
              id ->
                  assertThat(withoutBoundary(get(ours, id)))
                      .isEqualTo(withoutBoundary(get(byAngus, id))));
      return ids.stream().map(id -> get(ours, id)).toList();
    }
  }

  /** Each sender has boundaries of its own. */
  private static String withoutBoundary(StoredMail mail) {
    return mail.content().replaceAll("=_[0-9a-f]{32}_", "=_");
  }

  private static Session copying(SmtpServer copies) {
    return MailFixture.session(copies, "mail.smtp.timeout", "20000");
  }

  private static void sendByAngus(Session session, List<ReceivedMail> mails)
      throws MessagingException {
    try (Transport transport = session.getTransport()) {
      transport.connect();
      for (ReceivedMail mail : mails) {
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(mail.bytes()));
        transport.sendMessage(message, new Address[] {new InternetAddress(BY_ANGUS)});
      }
    }
  }

  private static Map<String, StoredMail> stored(Relay relay, String recipient) {
    return relay.mails().stream()
        .filter(mail -> mail.recipient().equals(recipient))
        .collect(Collectors.toMap(mail -> mail.header("Message-ID"), Function.identity()));
  }

  private static StoredMail get(Map<String, StoredMail> mails, String id) {
    return Objects.requireNonNull(mails.get(id), id);
  }

  private static String textOf(StoredMail stored) throws Exception {
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()), new ByteArrayInputStream(stored.bytes()));
    return lines((String) message.getContent());
  }

  /** Returns a text with one kind of line ends, and without those at its end. */
  private static String lines(String text) {
    return text.replaceAll("\r\n?", "\n").stripTrailing();
  }
}

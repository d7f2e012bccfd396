package com.couponcommerce.workers.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SmtpServerTest {

  /** Sends all lines at once and reads until the server closes. */
  static String talk(SmtpServer server, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static final String[] ONE_MAIL = {
    "EHLO me",
    "MAIL FROM:<a@shop.test>",
    "RCPT TO:<b@x.test>",
    "RCPT TO:<c@x.test>",
    "DATA",
    "Subject: Hi",
    "",
    "..",
    "..x",
    ".",
    "QUIT"
  };

  @Test
  void a_mail_is_kept_with_its_envelope_and_without_stuffed_dots() throws Exception {
    try (SmtpServer server = SmtpServer.start()) {
      String replies = talk(server, ONE_MAIL);

      assertThat(replies).contains("250 2.0.0 Queued as 1-1").endsWith("221 2.0.0 Bye\r\n");
      ReceivedMail mail = server.mails().get(0);
      assertThat(mail.from()).isEqualTo("a@shop.test");
      assertThat(mail.recipients()).containsExactly("b@x.test", "c@x.test");
      assertThat(mail.text()).isEqualTo("Subject: Hi\r\n\r\n.\r\n.x\r\n");
    }
  }

  @Test
  void a_script_answers_at_its_stage() throws Exception {
    try (SmtpServer server =
        SmtpServer.builder()
            .script(SmtpScript.at(Stage.RCPT, Reply.say("550 5.1.1 Unknown").thenClose()))
            .start()) {
      assertThat(talk(server, ONE_MAIL)).endsWith("550 5.1.1 Unknown\r\n");
      assertThat(server.received()).isZero();
      assertThat(server.commands(Stage.RCPT)).isEqualTo(1);
    }
  }

  @Test
  void a_mail_can_be_accepted_and_the_reply_lost() throws Exception {
    try (SmtpServer server =
        SmtpServer.builder()
            .script(SmtpScript.at(Stage.BODY, Reply.close().keepingMail()))
            .start()) {
      assertThat(talk(server, ONE_MAIL)).endsWith("354 Go on\r\n");
      assertThat(server.received()).isEqualTo(1);
    }
  }

  @Test
  void a_client_without_the_current_password_is_refused() throws Exception {
    try (SmtpServer server = SmtpServer.builder().credentials("u", "old").start()) {
      server.password("new");

      assertThat(talk(server, "EHLO me", "AUTH PLAIN AHUAb2xk", "MAIL FROM:<a@b.test>", "QUIT"))
          .contains("250 AUTH PLAIN LOGIN", "535 5.7.8", "530 5.7.0");
      assertThat(talk(server, "EHLO me", "AUTH PLAIN AHUAbmV3", "MAIL FROM:<a@b.test>", "QUIT"))
          .contains("235 2.7.0", "250 2.1.0");
    }
  }

  @Test
  void only_the_newest_mails_are_kept() throws Exception {
    try (SmtpServer server = SmtpServer.builder().keep(2).start()) {
      for (int i = 0; i < 3; i++) {
        talk(server, ONE_MAIL);
      }

      assertThat(server.mails()).extracting(ReceivedMail::number).containsExactly(2L, 3L);
      assertThat(server.received()).isEqualTo(3);
    }
  }
}

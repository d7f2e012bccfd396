package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.sender.FailureClass.CONFIG;
import static com.couponcommerce.workers.sender.FailureClass.PROVIDER_DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.Connections;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.EmailSettings;
import com.couponcommerce.workers.testkit.LoopbackCertificate;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailSenderTest {

  @Test
  void a_delivery_has_the_servers_reply_and_the_given_envelope() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      assertThat(mail.send()).isEqualTo(new Delivered("250 2.0.0 Queued as 1-1"));
      assertThat(server.mails().get(0).from()).isEqualTo("shop@shop.test");
      assertThat(server.mails().get(0).recipients()).containsExactly("a@x.test");
    }
  }

  @Test
  void a_connection_is_reused_without_asking_the_server_first() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      for (int i = 0; i < 10; i++) {
        assertThat(mail.send()).isInstanceOf(Delivered.class);
      }

      assertThat(server.connections()).isEqualTo(1);
      assertThat(mail.sender().connections()).contains(new Connections(0, 1, 1, 0));
      assertThat(server.commands(Stage.NOOP) + server.commands(Stage.RSET)).isZero();
    }
  }

  @Test
  void a_connection_is_replaced_after_its_number_of_messages() throws Exception {
    EmailSettings settings = MailFixture.settings(Optional.of(new EmailAddress("s@shop.test")), 3);
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server), settings)) {
      for (int i = 0; i < 7; i++) {
        assertThat(mail.send()).isInstanceOf(Delivered.class);
      }

      assertThat(server.mails())
          .extracting(ReceivedMail::connection)
          .containsExactly(1, 1, 1, 2, 2, 2, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"9,1", "11,2"})
  void a_connection_is_replaced_after_a_long_idle_time(long seconds, int connections)
      throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      mail.send();
      mail.pass(Duration.ofSeconds(seconds));
      mail.send();

      assertThat(server.connections()).isEqualTo(connections);
    }
  }

  @Test
  void a_connection_is_replaced_at_its_age_however_busy_it_is() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      for (int i = 0; i < 62; i++) {
        mail.send();
        mail.pass(Duration.ofSeconds(5));
      }

      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void after_a_restart_of_the_server_the_first_mail_gets_through() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      mail.send();
      server.closeConnections();

      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.received()).isEqualTo(2);
    }
  }

  static SmtpScript onceReused(Stage stage, Reply reply) {
    return command -> command.stage() == stage && command.mailsBefore() > 0 ? reply : Reply.usual();
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL,421 4.4.2 Idle for too long",
    "MAIL,452 4.5.3 Too many recipients: Too many messages sent",
    "MAIL,503 5.5.1 Sender is known",
    "RCPT,503 Only one sender per message"
  })
  void a_stale_connection_is_replaced_and_the_mail_sent_at_once(Stage stage, String reply)
      throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      mail.send();
      server.script(onceReused(stage, Reply.say(reply)));

      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_server_that_keeps_hanging_up_is_asked_only_twice() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      mail.send();
      server.script(SmtpScript.at(Stage.MAIL, Reply.close()));

      assertThat(mail.failure().failureClass()).isEqualTo(PROVIDER_DOWN);
      assertThat(server.commands(Stage.MAIL)).isEqualTo(1 + 2);
    }
  }

  @Test
  void a_mail_that_may_have_been_accepted_is_not_sent_again_at_once() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      mail.send();
      server.script(onceReused(Stage.BODY, Reply.close().keepingMail()));

      assertThat(mail.failure().failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
      assertThat(server.received()).isEqualTo(2);
    }
  }

  @Test
  void a_refusal_in_order_keeps_the_connection() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      mail.send();
      for (Stage stage : List.of(Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.BODY)) {
        server.script(SmtpScript.at(stage, Reply.say("550 5.0.0 No")));
        mail.failure();
      }
      server.script(SmtpScript.usual());

      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_first_connection_on_which_we_are_refused_is_not_used_again() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      server.script(SmtpScript.at(Stage.RCPT, Reply.say("450 4.3.2 Service unavailable")));
      mail.failure();
      server.script(SmtpScript.usual());

      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_server_that_refuses_connections_is_asked_once_per_mail() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      server.script(SmtpScript.at(Stage.CONNECT, Reply.say("421 4.3.2 Closing").thenClose()));
      mail.failure();
      assertThat(server.connections()).isEqualTo(1);

      server.script(SmtpScript.at(Stage.MAIL, Reply.say("421 4.3.2 Closing").thenClose()));
      mail.failure();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void idle_connections_are_closed_without_traffic() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      mail.send();
      mail.pass(Duration.ofSeconds(11));
      mail.sender().whileIdle();
      mail.send();

      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_fence_that_refuses_stops_the_mail_after_354() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      List<Long> dataBefore = new ArrayList<>();

      DeliveryResult result =
          mail.sender()
              .send(
                  new MessageId("m"),
                  MailFixture.to("a@x.test"),
                  () -> {
                    dataBefore.add(server.commands(Stage.DATA));
                    return false;
                  });

      assertThat(result).isEqualTo(new Abandoned());
      assertThat(dataBefore).containsExactly(1L);
      assertThat(server.received()).isZero();
      assertThat(mail.send()).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void a_wrong_password_is_a_configuration_failure_and_the_right_one_works() throws Exception {
    try (SmtpServer server = SmtpServer.builder().credentials("u", "right").start();
        MailFixture mail = new MailFixture(MailFixture.authenticating(server, "u", "wr0ng-pw"))) {
      Failure failure = mail.failure();

      assertThat(failure.failureClass()).isEqualTo(CONFIG);
      assertThat(failure.code()).isEqualTo("535 5.7.8");
      assertThat(failure.text()).doesNotContain("wr0ng-pw");
      assertThat(mail.sender().probe()).isPresent();
      server.password("wr0ng-pw");
      assertThat(mail.sender().probe()).isEmpty();
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.mails().get(0).user()).isEqualTo("u");
    }
  }

  @Test
  void a_probe_does_not_trust_an_old_connection() throws Exception {
    try (SmtpServer server = SmtpServer.builder().credentials("u", "old").start();
        MailFixture mail = new MailFixture(MailFixture.authenticating(server, "u", "old"))) {
      mail.send();
      server.password("new");

      assertThat(mail.sender().probe())
          .hasValueSatisfying(failure -> assertThat(failure.failureClass()).isEqualTo(CONFIG));
    }
  }

  @Test
  void a_probes_connection_is_used_by_the_next_mail() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      assertThat(mail.sender().probe()).isEmpty();
      mail.send();

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "454 4.7.0 Temporary authentication failure | PROVIDER_DOWN | 454 4.7.0",
        "421 4.7.0 Too many | THROTTLED | 421 4.7.0",
        "535 5.7.8 Wrong | CONFIG | 535 5.7.8",
        "534 5.7.9 Too weak | CONFIG | 534 5.7.9",
        "538 5.7.11 Encrypt first | CONFIG | 538 5.7.11"
      })
  void a_failed_authentication_is_classified_by_its_reply(
      String reply, FailureClass failureClass, String code) throws Exception {
    try (SmtpServer server =
            SmtpServer.builder()
                .credentials("u", "p")
                .script(SmtpScript.at(Stage.AUTH, Reply.say(reply)))
                .start();
        MailFixture mail = new MailFixture(MailFixture.authenticating(server, "u", "p"))) {
      Failure failure = mail.failure();

      assertThat(failure.failureClass()).isEqualTo(failureClass);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(server.commands(Stage.AUTH)).isEqualTo(1);
    }
  }

  @Test
  void a_server_that_leaves_during_authentication_says_nothing_about_the_password()
      throws Exception {
    try (SmtpServer server = SmtpServer.builder().credentials("u", "p").start();
        MailFixture mail = new MailFixture(MailFixture.authenticating(server, "u", "p"))) {
      server.script(SmtpScript.at(Stage.AUTH, Reply.close()));
      assertThat(mail.failure().failureClass()).isEqualTo(PROVIDER_DOWN);

      server.script(SmtpScript.at(Stage.AUTH, Reply.hang()));
      assertThat(mail.failure().failureClass()).isEqualTo(PROVIDER_DOWN);
    }
  }

  @Test
  void nothing_is_sent_unauthenticated_if_authentication_is_required() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.authenticating(server, "u", "p"))) {
      assertThat(mail.failure().failureClass()).isEqualTo(CONFIG);
      assertThat(mail.failure().code()).isEqualTo("auth_not_offered");
      assertThat(server.commands(Stage.MAIL)).isZero();
    }
  }

  @Test
  void the_old_way_to_offer_authentication_counts() throws Exception {
    try (SmtpServer server =
            SmtpServer.builder()
                .credentials("u", "p")
                .extensions("AUTH=LOGIN", "AUTH CRAM-MD5")
                .start();
        MailFixture mail = new MailFixture(MailFixture.authenticating(server, "u", "p"))) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH GSSAPI", "AUTH"})
  void no_common_mechanism_is_a_configuration_failure(String extension) throws Exception {
    try (SmtpServer server =
            SmtpServer.builder().credentials("u", "p").extensions(extension).start();
        MailFixture mail = new MailFixture(MailFixture.authenticating(server, "u", "p"))) {
      assertThat(mail.failure().failureClass()).isEqualTo(CONFIG);
    }
  }

  @Test
  void a_session_without_a_password_is_a_configuration_failure() throws Exception {
    try (SmtpServer server = SmtpServer.builder().credentials("u", "p").start();
        MailFixture mail = new MailFixture(MailFixture.session(server, "mail.smtp.auth", "true"))) {
      assertThat(mail.failure().failureClass()).isEqualTo(CONFIG);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void missing_starttls_that_is_required_is_a_configuration_failure() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail =
            new MailFixture(MailFixture.session(server, "mail.smtp.starttls.required", "true"))) {
      assertThat(mail.failure().failureClass()).isEqualTo(CONFIG);
      assertThat(mail.failure().code()).isEqualTo("starttls_not_offered");
      assertThat(server.commands(Stage.MAIL)).isZero();
    }
  }

  /** Returns a session that trusts only the given certificate, or only the public ones. */
  static Session encrypted(SmtpServer server, boolean trusting, String... more) {
    Properties properties = MailFixture.properties(server);
    properties.setProperty("mail.smtp.timeout", "5000");
    if (trusting) {
      properties.put("mail.smtp.ssl.socketFactory", CERTIFICATE.context().getSocketFactory());
    }
    for (int i = 0; i < more.length; i += 2) {
      properties.setProperty(more[i], more[i + 1]);
    }
    return Session.getInstance(properties);
  }

  private static final LoopbackCertificate CERTIFICATE = LoopbackCertificate.create();
  private static final String[] STARTTLS = {"mail.smtp.starttls.required", "true"};
  private static final String[] IMPLICIT = {"mail.smtp.ssl.enable", "true"};

  @Test
  void starttls_and_implicit_tls_encrypt() throws Exception {
    try (SmtpServer server = SmtpServer.builder().startTls(CERTIFICATE.context()).start();
        MailFixture mail = new MailFixture(encrypted(server, true, STARTTLS))) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.mails().get(0).encrypted()).isTrue();
    }
    try (SmtpServer server = SmtpServer.builder().implicitTls(CERTIFICATE.context()).start();
        MailFixture mail = new MailFixture(encrypted(server, true, IMPLICIT))) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.mails().get(0).encrypted()).isTrue();
    }
  }

  @Test
  void the_smtps_protocol_has_its_own_properties() throws Exception {
    try (SmtpServer server =
        SmtpServer.builder().implicitTls(CERTIFICATE.context()).credentials("u", "p").start()) {
      Properties properties = new Properties();
      properties.setProperty("mail.transport.protocol", "smtps");
      properties.setProperty("mail.smtps.host", "localhost");
      properties.setProperty("mail.smtps.port", Integer.toString(server.port()));
      properties.setProperty("mail.smtps.auth", "true");
      properties.setProperty("mail.smtps.user", "u");
      properties.setProperty("mail.smtps.password", "p");
      properties.put("mail.smtps.ssl.socketFactory", CERTIFICATE.context().getSocketFactory());
      try (MailFixture mail = new MailFixture(Session.getInstance(properties))) {
        assertThat(mail.send()).isInstanceOf(Delivered.class);
      }
    }
  }

  @Test
  void an_untrusted_certificate_is_a_configuration_failure() throws Exception {
    try (SmtpServer server = SmtpServer.builder().startTls(CERTIFICATE.context()).start();
        MailFixture mail = new MailFixture(encrypted(server, false, STARTTLS))) {
      assertThat(mail.failure().code()).isEqualTo("tls_certificate");
      assertThat(mail.failure().failureClass()).isEqualTo(CONFIG);
    }
    try (SmtpServer server = SmtpServer.builder().implicitTls(CERTIFICATE.context()).start();
        MailFixture mail = new MailFixture(encrypted(server, false, IMPLICIT))) {
      assertThat(mail.failure().code()).isEqualTo("tls_certificate");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "localhost", "mail.test localhost"})
  void servers_that_the_session_trusts_need_no_certificate_of_a_known_authority(String trusted)
      throws Exception {
    try (SmtpServer server = SmtpServer.builder().startTls(CERTIFICATE.context()).start();
        SmtpServer implicit = SmtpServer.builder().implicitTls(CERTIFICATE.context()).start();
        MailFixture mail =
            new MailFixture(
                encrypted(
                    server, false, STARTTLS[0], STARTTLS[1], "mail.smtp.ssl.trust", trusted));
        MailFixture implicitMail =
            new MailFixture(
                encrypted(
                    implicit, false, IMPLICIT[0], IMPLICIT[1], "mail.smtp.ssl.trust", trusted))) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(implicitMail.send()).isInstanceOf(Delivered.class);
      assertThat(server.mails().get(0).encrypted()).isTrue();
    }
  }

  @Test
  void a_server_that_the_session_does_not_trust_gets_nothing() throws Exception {
    try (SmtpServer server = SmtpServer.builder().startTls(CERTIFICATE.context()).start();
        MailFixture mail =
            new MailFixture(
                encrypted(
                    server, false, STARTTLS[0], STARTTLS[1], "mail.smtp.ssl.trust", "mail.test"))) {
      assertThat(mail.failure().code()).isEqualTo("tls_certificate");
      assertThat(mail.failure().text()).contains("\"mail.test\" and does not name localhost");
      assertThat(server.commands(Stage.MAIL)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_administrators_sockets_are_used(boolean byName) throws Exception {
    try (SmtpServer server = SmtpServer.start()) {
      Properties properties = MailFixture.properties(server);
      properties.put(
          "mail.smtp.socketFactory" + (byName ? ".class" : ""),
          byName ? TheirSockets.class.getName() : new TheirSockets());
      int before = TheirSockets.made();
      try (MailFixture mail = new MailFixture(Session.getInstance(properties))) {
        assertThat(mail.send()).isInstanceOf(Delivered.class);
        assertThat(mail.send()).isInstanceOf(Delivered.class);
      }

      assertThat(TheirSockets.made()).isEqualTo(before + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks", "proxy"})
  void the_administrators_proxy_is_used(String kind) throws Exception {
    try (SmtpServer server = SmtpServer.builder().startTls(CERTIFICATE.context()).start();
        Proxies proxy =
            kind.equals("socks") ? Proxies.socks(server.port()) : Proxies.http(server.port());
        MailFixture mail =
            new MailFixture(
                encrypted(
                    server,
                    true,
                    STARTTLS[0],
                    STARTTLS[1],
                    "mail.smtp." + kind + ".host",
                    "localhost",
                    "mail.smtp." + kind + ".port",
                    "" + proxy.port()))) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void the_old_way_to_ask_for_implicit_tls_works() throws Exception {
    try (SmtpServer server = SmtpServer.builder().implicitTls(CERTIFICATE.context()).start()) {
      Properties properties = MailFixture.properties(server);
      properties.put("mail.smtp.socketFactory", CERTIFICATE.context().getSocketFactory());
      try (MailFixture mail = new MailFixture(Session.getInstance(properties))) {
        assertThat(mail.send()).isInstanceOf(Delivered.class);
      }
    }
  }

  @Test
  void temporarily_missing_tls_is_the_providers_failure() throws Exception {
    try (SmtpServer server =
            SmtpServer.builder()
                .startTls(CERTIFICATE.context())
                .script(SmtpScript.at(Stage.STARTTLS, Reply.say("454 4.7.0 TLS not available")))
                .start();
        MailFixture mail = new MailFixture(encrypted(server, true, STARTTLS))) {
      assertThat(mail.failure().failureClass()).isEqualTo(PROVIDER_DOWN);
      assertThat(server.commands(Stage.MAIL)).isZero();
    }
  }

  @Test
  void a_tls_port_for_plain_smtp_is_a_wrong_setting() throws Exception {
    try (SmtpServer server =
            SmtpServer.builder().implicitTls(LoopbackCertificate.create().context()).start();
        MailFixture mail =
            new MailFixture(
                MailFixture.session(server), MailFixture.settings(true, Duration.ofSeconds(1)))) {
      assertThat(mail.failure().failureClass()).isEqualTo(CONFIG);
      assertThat(mail.failure().code()).isEqualTo("tls_port");
    }
  }

  @Test
  void a_plain_port_for_tls_is_a_wrong_setting() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(encrypted(server, true, IMPLICIT))) {
      assertThat(mail.failure().failureClass()).isEqualTo(CONFIG);
      assertThat(mail.failure().code()).isEqualTo("tls_port");
    }
  }

  @Test
  void sixteen_at_a_time_lose_and_mix_nothing() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      ExecutorService threads = Executors.newFixedThreadPool(16);
      List<Future<DeliveryResult>> results = new ArrayList<>();
      for (int i = 0; i < 800; i++) {
        EmailMessage message = MailFixture.to("r" + i + "@x.test");
        MessageId id = new MessageId("c" + i);
        results.add(threads.submit(() -> mail.sender().send(id, message, () -> true)));
      }
      for (Future<DeliveryResult> result : results) {
        assertThat(result.get()).isInstanceOf(Delivered.class);
      }
      threads.shutdown();

      assertThat(
              server.mails().stream()
                  .map(received -> received.recipients().get(0))
                  .collect(Collectors.toSet()))
          .hasSize(800);
      assertThat(server.mails())
          .allSatisfy(
              received ->
                  assertThat(received.text())
                      .contains("To: " + received.recipients().get(0) + "\r\n"));
      assertThat(server.connections()).isBetween(1, 32);
    }
  }

  @Test
  void without_any_sender_nothing_can_be_sent() throws Exception {
    EmailSettings settings = MailFixture.settings(Optional.empty(), 100);
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server), settings);
        MailFixture withFrom =
            new MailFixture(MailFixture.session(server, "mail.from", "m@shop.test"), settings)) {
      assertThat(mail.failure().code()).isEqualTo("no_sender");
      assertThat(withFrom.send()).isInstanceOf(Delivered.class);
      assertThat(server.mails().get(0).from()).isEqualTo("m@shop.test");
    }
  }

  @Test
  void a_default_sender_that_is_no_address_stops_the_deployment() {
    try (SmtpServer server = SmtpServer.start()) {
      EmailSettings settings = MailFixture.settings(Optional.empty(), 100);
      assertThatThrownBy(
              () -> new MailFixture(MailFixture.session(server, "mail.from", "shop"), settings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mail.from");
    }
  }

  @Test
  void a_running_send_is_finished_at_close_and_no_other_begins() throws Exception {
    try (SmtpServer server = SmtpServer.start()) {
      MailFixture mail = new MailFixture(MailFixture.session(server));
      DeliveryResult last =
          mail.sender()
              .send(
                  new MessageId("last"),
                  MailFixture.to("a@x.test"),
                  () -> {
                    mail.close();
                    mail.pass(Duration.ofHours(1));
                    return true;
                  });

      assertThat(last).isInstanceOf(Delivered.class);
      assertThat(mail.failure().failureClass()).isEqualTo(PROVIDER_DOWN);
      assertThat(server.received()).isEqualTo(1);
    }
  }
}

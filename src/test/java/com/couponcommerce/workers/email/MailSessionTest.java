package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.email.smtp.StepTimes;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailSessionTest {

  static Session server(String... properties) {
    return withPassword("secret", properties);
  }

  static Session withPassword(String password, String... properties) {
    Properties all = new Properties();
    for (int i = 0; i < properties.length; i += 2) {
      all.setProperty(properties[i], properties[i + 1]);
    }
    return Session.getInstance(
        all,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(getRequestingProtocol() + "-user", password);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp", "smtps"})
  void infinite_timeouts_become_finite(String protocol) {
    Session server =
        server(
            "mail.transport.protocol",
            protocol,
            "mail." + protocol + ".timeout",
            "0",
            "mail." + protocol + ".writetimeout",
            "-1");

    MailSession session = new MailSession(() -> server);

    assertThat(session.properties().times())
        .isEqualTo(
            new StepTimes(Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(1)));
    assertThat(session.session().getProperties())
        .containsEntry("mail." + protocol + ".connectiontimeout", "10000")
        .containsEntry("mail." + protocol + ".quitwait", "false")
        .containsEntry("mail." + protocol + ".ssl.checkserveridentity", "true");
  }

  @Test
  void a_socket_factory_that_does_not_exist_is_a_clear_error() {
    Session server = server("mail.smtp.socketFactory.class", "com.example.Missing");

    assertThatThrownBy(() -> new MailSession(() -> server))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("socketFactory.class is com.example.Missing");
  }

  @Test
  void settings_of_the_administrator_stay() {
    Session server =
        server(
            "mail.smtp.timeout", "5000",
            "mail.smtp.connectiontimeout", "2000",
            "mail.smtp.ssl.checkserveridentity", "false",
            "mail.smtp.from", "bounce@shop.test");

    MailSession session = new MailSession(() -> server);

    assertThat(session.properties().times().reply()).isEqualTo(Duration.ofSeconds(5));
    assertThat(session.properties().envelopeFrom()).contains("bounce@shop.test");
    assertThat(session.session().getProperties())
        .containsEntry("mail.smtp.connectiontimeout", "2000")
        .containsEntry("mail.smtp.ssl.checkserveridentity", "false")
        .containsEntry("mail.smtp.from", "bounce@shop.test");
  }

  @Test
  void the_servers_session_is_not_changed() {
    Session server = server("mail.smtp.host", "mail.test");
    Properties before = (Properties) server.getProperties().clone();

    MailSession session = new MailSession(() -> server);

    assertThat(session.session()).isNotSameAs(server);
    assertThat(server.getProperties()).isEqualTo(before);
  }

  @Test
  void the_servers_authenticator_is_asked_for_each_connection() {
    Session server = server("mail.smtp.host", "localhost");

    assertThat(new MailSession(() -> server).credentials())
        .hasValueSatisfying(
            credentials -> {
              assertThat(credentials.getUserName()).isEqualTo("smtp-user");
              assertThat(credentials.getPassword()).isEqualTo("secret");
            });
  }

  @Test
  void a_new_session_in_jndi_is_used_after_a_reload() {
    AtomicReference<Session> directory =
        new AtomicReference<>(withPassword("old", "mail.smtp.host", "localhost"));
    MailSession session = new MailSession(directory::get);
    directory.set(withPassword("new", "mail.smtp.host", "127.0.0.1"));

    session.reload();

    assertThat(session.properties().host()).isEqualTo("127.0.0.1");
    assertThat(session.credentials())
        .hasValueSatisfying(credentials -> assertThat(credentials.getPassword()).isEqualTo("new"));
  }

  @Test
  void the_summary_has_all_but_the_password() {
    Session server =
        server(
            "mail.smtp.host", "mail.test",
            "mail.smtp.port", "587",
            "mail.smtp.user", "shop",
            "mail.smtp.password", "secret",
            "mail.smtp.auth", "true",
            "mail.smtp.starttls.required", "true");

    assertThat(new MailSession(() -> server).properties().summary())
        .isEqualTo(
            "smtp://mail.test:587, authenticates as shop, STARTTLS required,"
                + " timeouts connect 10000 ms, read 60000 ms, write 60000 ms");
  }

  @Test
  void a_missing_session_says_how_to_create_it() {
    assertThatThrownBy(MailSession::new)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java:comp/env/mail/Notifications")
        .hasMessageContaining("server-config");
  }
}

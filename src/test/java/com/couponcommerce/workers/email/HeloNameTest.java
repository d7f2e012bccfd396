package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.settings.EmailSettings;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeloNameTest {
  private final List<String> hellos = new CopyOnWriteArrayList<>();
  private final SmtpScript noting =
      command -> {
        if (command.stage() == Stage.EHLO) {
          hellos.add(command.line().substring("EHLO ".length()));
        }
        return Reply.usual();
      };

  @ParameterizedTest
  @CsvSource({
    "mail.example.com, true",
    "a-1.b-2.example, true",
    "web1, false",
    "my_app_1.example.com, false",
    "localhost.localdomain, false",
    "10.0.0.7, false",
    "-a.example.com, false"
  })
  void a_name_that_servers_accept_is_qualified(String name, boolean usable) {
    assertThat(HeloName.isUsable(name)).isEqualTo(usable);
  }

  @Test
  void an_address_is_written_as_a_literal() throws Exception {
    assertThat(HeloName.literal(InetAddress.getByName("192.0.2.1"))).isEqualTo("[192.0.2.1]");
    assertThat(HeloName.literal(InetAddress.getByName("2001:db8::1")))
        .isEqualTo("[IPv6:2001:db8:0:0:0:0:0:1]");
  }

  @ParameterizedTest
  @CsvSource({
    "session.example.com, setting.example.com, session.example.com",
    ", setting.example.com, setting.example.com"
  })
  void the_session_wins_over_the_setting(String session, String setting, String expected)
      throws Exception {
    assertThat(hello(Optional.ofNullable(session), Optional.of(setting))).isEqualTo(expected);
  }

  @Test
  void without_a_name_the_host_gives_one_that_servers_accept() throws Exception {
    assertThat(hello(Optional.empty(), Optional.empty()))
        .satisfiesAnyOf(
            name -> assertThat(HeloName.isUsable(name)).isTrue(),
            name -> assertThat(name).isIn("[127.0.0.1]", "[IPv6:0:0:0:0:0:0:0:1]"));
  }

  private String hello(Optional<String> session, Optional<String> setting) throws Exception {
    EmailSettings settings =
        new EmailSettings(
            MailFixture.SETTINGS.from(),
            1,
            MailFixture.SETTINGS.reuse(),
            new EmailSettings.Dialogue(setting, Optional.empty(), true, Duration.ofMinutes(5)));
    try (SmtpServer server = SmtpServer.builder().script(noting).start()) {
      Properties properties = MailFixture.properties(server);
      properties.remove("mail.smtp.localhost");
      session.ifPresent(name -> properties.setProperty("mail.smtp.localhost", name));
      try (MailFixture mail = new MailFixture(Session.getInstance(properties), settings)) {
        assertThat(mail.send()).isInstanceOf(Delivered.class);
      }
    }
    return hellos.get(0);
  }
}

package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.email.MailFixture.failure;
import static com.couponcommerce.workers.email.MailFixture.message;
import static com.couponcommerce.workers.email.MailFixture.to;
import static com.couponcommerce.workers.email.RealRelays.login;
import static com.couponcommerce.workers.email.RealRelays.relay;
import static com.couponcommerce.workers.email.RealRelays.send;
import static com.couponcommerce.workers.email.RealRelays.session;
import static com.couponcommerce.workers.testkit.relay.RelayKind.POSTFIX;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendLine;
import com.couponcommerce.workers.testkit.relay.Relay;
import com.couponcommerce.workers.testkit.relay.RelayBuilder;
import com.couponcommerce.workers.testkit.relay.RelayKind;
import com.couponcommerce.workers.testkit.relay.StoredMail;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies and limits of Postfix, Exim and OpenSMTPD. */
@ParameterizedClass(name = "pipelining {0}")
@ValueSource(booleans = {true, false})
class RealMailServersTest {
  private static final String REFUSED = "gone@x.test";

  /** Words of the servers about a client that sends before it may. */
  private static final String BREACH = "(?is).*(synchroni[sz]ation|pipelining|bare newline).*";

  @Parameter boolean pipelining;

  private MailFixture mail(Relay relay, String... properties) {
    return RealRelays.fixture(session(relay, properties), pipelining);
  }

  private static List<String> recipients(Relay relay) {
    return relay.mails().stream().map(StoredMail::recipient).toList();
  }

  @ParameterizedTest
  @EnumSource
  void each_recipient_of_the_envelope_gets_the_mail(RelayKind kind) throws Exception {
    try (Relay relay = relay(kind).start();
        MailFixture mail = mail(relay)) {
      assertThat(mail.send(to("a@x.test"))).isInstanceOf(Delivered.class);
      assertThat(
              mail.send(
                  message(
                      "{\"to\":[\"b@x.test\",\"c@y.test\"],\"cc\":\"d@x.test\","
                          + "\"bcc\":\"e@x.test\",\"body\":\"x\"}")))
          .isInstanceOf(Delivered.class);

      assertThat(recipients(relay))
          .containsExactlyInAnyOrder("a@x.test", "b@x.test", "c@y.test", "d@x.test", "e@x.test");
    }
  }

  @ParameterizedTest
  @EnumSource
  void only_the_refused_recipient_remains(RelayKind kind) throws Exception {
    try (Relay relay = relay(kind).refusing(REFUSED).start();
        MailFixture mail = mail(relay)) {
      assertThat(mail.send(to("first@x.test"))).isInstanceOf(Delivered.class);

      DeliveryResult result = mail.send(to("a@x.test", REFUSED, "b@x.test"));

      assertThat(result)
          .isInstanceOfSatisfying(
              PartlyDelivered.class,
              partly -> {
                assertThat(partly.remaining()).containsExactly(REFUSED);
                assertThat(partly.failure().failureClass()).isEqualTo(FailureClass.PERM_RECIPIENT);
                assertThat(partly.failure().code()).isEqualTo("550 5.1.1");
              });
      assertThat(recipients(relay))
          .containsExactlyInAnyOrder("first@x.test", "a@x.test", "b@x.test");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_mail_of_which_no_recipient_is_left_spoils_no_other(RelayKind kind) throws Exception {
    try (Relay relay = relay(kind).refusing(REFUSED).start();
        MailFixture mail = mail(relay)) {
      assertThat(mail.send(to("first@x.test"))).isInstanceOf(Delivered.class);
      Failure failure = failure(mail.send(to(REFUSED)));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.PERM_RECIPIENT);
      assertThat(mail.send(to("last@x.test"))).isInstanceOf(Delivered.class);
      assertThat(recipients(relay)).containsExactlyInAnyOrder("first@x.test", "last@x.test");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_mail_over_the_limit_is_refused_and_spoils_no_other(RelayKind kind) throws Exception {
    try (Relay relay = relay(kind).maxBytes(50_000).start();
        MailFixture mail = mail(relay)) {
      assertThat(mail.send(to("first@x.test"))).isInstanceOf(Delivered.class);
      String body = "0123456789 ".repeat(20_000);
      Failure failure =
          failure(mail.send(message("{\"to\":\"large@x.test\",\"body\":\"%s\"}".formatted(body))));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.PERM_MESSAGE);
      assertThat(mail.send(to("last@x.test"))).isInstanceOf(Delivered.class);
      assertThat(recipients(relay)).containsExactlyInAnyOrder("first@x.test", "last@x.test");
    }
  }

  @ParameterizedTest
  @CsvSource({"POSTFIX,PLAIN", "POSTFIX,LOGIN", "EXIM,PLAIN", "EXIM,LOGIN"})
  void the_only_mechanism_is_used_to_authenticate(RelayKind kind, String mechanism)
      throws Exception {
    try (Relay relay = relay(kind).auth(mechanism).start();
        MailFixture mail = mail(relay, login(RelayBuilder.PASSWORD));
        MailFixture wrong = mail(relay, login("wr0ng-pw"))) {
      assertThat(mail.send(to("a@x.test"))).isInstanceOf(Delivered.class);
      Failure failure = failure(wrong.send(to("wrong@x.test")));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.CONFIG);
      assertThat(failure.code()).startsWith("535");
      assertThat(recipients(relay)).containsExactly("a@x.test");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXIM", "OPENSMTPD"})
  void a_connection_that_is_limited_to_ten_mails_loses_none(RelayKind kind) throws Exception {
    try (Relay relay = relay(kind).maxMailsPerConnection(10).start();
        MailFixture mail = mail(relay);
        SendLine<EmailMessage> line = mail.sender().line()) {
      List<String> sent = new ArrayList<>();
      int refusals = 0;
      for (int i = 0; i < 100; i++) {
        sent.add("r%d@x.test".formatted(i));
        DeliveryResult result =
            send(line, "m" + i, to(sent.get(i)), "m" + (i + 1), to("r%d@x.test".formatted(i + 1)));
        if (!(result instanceof Delivered)) {
          refusals++;
          assertThat(failure(result).failureClass().isPermanent()).isFalse();
          assertThat(send(mail, "m" + i, to(sent.get(i)))).isInstanceOf(Delivered.class);
        }
      }

      assertThat(refusals).as("mails that the limit has refused").isLessThanOrEqualTo(9);
      assertThat(recipients(relay)).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_checks_the_order_of_the_dialogue_finds_no_breach(RelayKind kind)
      throws Exception {
    RelayBuilder setup = relay(kind).refusing(REFUSED);
    if (kind == POSTFIX) {
      setup.with(
          "smtpd_data_restrictions = reject_unauth_pipelining",
          "smtpd_forbid_unauth_pipelining = yes",
          "smtpd_forbid_bare_newline = reject");
    }
    try (Relay relay = setup.start();
        MailFixture mail = mail(relay)) {
      for (int i = 0; i < 20; i++) {
        assertThat(mail.send(to("a@x.test", "b@x.test"))).isInstanceOf(Delivered.class);
        assertThat(mail.send(to("a@x.test", REFUSED))).isInstanceOf(PartlyDelivered.class);
        assertThat(failure(mail.send(to(REFUSED))).failureClass())
            .isEqualTo(FailureClass.PERM_RECIPIENT);
      }

      assertThat(recipients(relay)).hasSize(20 * 3);
      assertThat(relay.log()).doesNotMatch(BREACH);
    }
  }
}

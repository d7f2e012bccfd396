package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.email.MailFixture.failure;
import static com.couponcommerce.workers.email.MailFixture.to;
import static com.couponcommerce.workers.email.RealRelays.login;
import static com.couponcommerce.workers.email.RealRelays.relay;
import static com.couponcommerce.workers.email.RealRelays.session;
import static com.couponcommerce.workers.email.RealRelays.trusting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.testkit.LoopbackAuthority;
import com.couponcommerce.workers.testkit.LoopbackCertificate;
import com.couponcommerce.workers.testkit.relay.Relay;
import com.couponcommerce.workers.testkit.relay.Relay.Sessions;
import com.couponcommerce.workers.testkit.relay.RelayBuilder;
import com.couponcommerce.workers.testkit.relay.RelayKind;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STARTTLS and implicit TLS with Postfix and Exim. */
@ParameterizedClass(name = "pipelining {0}")
@ValueSource(booleans = {true, false})
class RealMailServersTlsTest {
  /** The certificates that servers present; made only where there is a server. */
  private static final class Certificates {
    private static final String LOOPBACK = "dns:localhost,ip:127.0.0.1";
    static final LoopbackAuthority TRUSTED = LoopbackAuthority.create();
    static final LoopbackCertificate RIGHT = TRUSTED.sign(LOOPBACK);
    static final LoopbackCertificate OF_ANOTHER_NAME = TRUSTED.sign("dns:smtp.example.com");
    static final LoopbackCertificate EXPIRED = TRUSTED.signExpired(LOOPBACK);
    static final LoopbackCertificate OF_AN_UNKNOWN_AUTHORITY =
        LoopbackAuthority.create().sign(LOOPBACK);
  }

  enum Tls {
    STARTTLS("mail.smtp.starttls.required"),
    IMPLICIT("mail.smtp.ssl.enable");

    private final String property;

    Tls(String property) {
      this.property = property;
    }

    RelayBuilder at(RelayBuilder relay, LoopbackCertificate certificate) {
      return this == IMPLICIT ? relay.implicitTls(certificate) : relay.startTls(certificate);
    }
  }

  @Parameter boolean pipelining;

  private MailFixture mail(Relay relay, Tls tls, String... more) {
    Stream<String> properties = Stream.concat(Stream.of(tls.property, "true"), Stream.of(more));
    return RealRelays.fixture(
        trusting(Certificates.TRUSTED.trust(), relay, properties.toArray(String[]::new)),
        pipelining);
  }

  static Stream<Arguments> encrypted() {
    return Stream.of(RelayKind.POSTFIX, RelayKind.EXIM)
        .flatMap(kind -> Stream.of(Tls.values()).map(tls -> Arguments.of(kind, tls)));
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void mails_and_passwords_are_encrypted(RelayKind kind, Tls tls) throws Exception {
    RelayBuilder setup = relay(kind).auth("PLAIN");
    try (Relay relay = tls.at(setup, Certificates.RIGHT).start();
        MailFixture mail = mail(relay, tls, login(RelayBuilder.PASSWORD))) {
      for (int i = 0; i < 3; i++) {
        assertThat(mail.send(to("a@x.test"))).isInstanceOf(Delivered.class);
      }

      assertThat(relay.mails())
          .hasSize(3)
          .allSatisfy(stored -> assertThat(stored.text()).containsIgnoringCase("with ESMTPSA "));
    }
  }

  static Stream<Arguments> unproven() {
    List<Named<Supplier<LoopbackCertificate>>> certificates =
        List.of(
            Named.of("of another name", () -> Certificates.OF_ANOTHER_NAME),
            Named.of("expired", () -> Certificates.EXPIRED),
            Named.of("of an unknown authority", () -> Certificates.OF_AN_UNKNOWN_AUTHORITY));
    return encrypted()
        .flatMap(
            server ->
                certificates.stream()
                    .map(
                        certificate ->
                            Arguments.of(server.get()[0], server.get()[1], certificate)));
  }

  @ParameterizedTest
  @MethodSource("unproven")
  void a_server_that_does_not_prove_its_name_gets_no_mail(
      RelayKind kind, Tls tls, Supplier<LoopbackCertificate> certificate) throws Exception {
    RelayBuilder setup = relay(kind);
    try (Relay relay = tls.at(setup, certificate.get()).start();
        MailFixture mail = mail(relay, tls)) {
      Sessions before = relay.sessions();

      Failure failure = failure(mail.send(to("a@x.test")));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.CONFIG);
      assertThat(failure.code()).isEqualTo("tls_certificate");
      assertThatNoMailWasBegun(relay, before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_server_without_starttls_gets_no_mail_if_it_is_required(RelayKind kind) throws Exception {
    try (Relay relay = relay(kind).start();
        MailFixture mail =
            RealRelays.fixture(session(relay, Tls.STARTTLS.property, "true"), pipelining)) {
      Sessions before = relay.sessions();

      Failure failure = failure(mail.send(to("a@x.test")));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.CONFIG);
      assertThat(failure.code()).isEqualTo("starttls_not_offered");
      assertThatNoMailWasBegun(relay, before);
    }
  }

  private static void assertThatNoMailWasBegun(Relay relay, Sessions before) {
    await().until(() -> relay.sessions().ended() > before.ended());
    assertThat(relay.sessions().withMail()).isZero();
    assertThat(relay.mails()).isEmpty();
  }
}

package com.couponcommerce.workers.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.email.smtp.Envelope.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final Extensions ALL = new Extensions(true, 0, true, true, true, true);
  private static final Content SHORT = content("a");
  private static final Content EIGHT_BIT = content("\u00fc");

  private static Content content(String text) {
    return Content.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Envelope envelope(String from, String... recipients) {
    return new Envelope(from, List.of(recipients), Parameters.NONE);
  }

  private static Envelope with(Parameters parameters) {
    return new Envelope("s@x.test", List.of("a@x.test"), parameters);
  }

  @Test
  void a_server_that_offers_nothing_gets_no_parameter() {
    Envelope envelope = envelope("s@x.test", "a@x.test");

    assertThat(envelope.mail(EIGHT_BIT, Extensions.NONE)).isEqualTo("MAIL FROM:<s@x.test>");
    assertThat(envelope.rcpt("a@x.test", Extensions.NONE)).isEqualTo("RCPT TO:<a@x.test>");
  }

  @Test
  void the_null_sender_has_empty_brackets() {
    assertThat(envelope("", "a@x.test").mail(SHORT, Extensions.NONE)).isEqualTo("MAIL FROM:<>");
  }

  @Test
  void size_and_body_are_named_if_they_are_offered() {
    Envelope envelope = envelope("s@x.test", "a@x.test");

    assertThat(envelope.mail(SHORT, ALL)).isEqualTo("MAIL FROM:<s@x.test> SIZE=3");
    assertThat(envelope.mail(EIGHT_BIT, ALL))
        .isEqualTo("MAIL FROM:<s@x.test> SIZE=3 BODY=8BITMIME");
  }

  @Test
  void an_international_envelope_asks_for_smtputf8() {
    Envelope envelope = envelope("s@x.test", "a@b\u00fccher.test");

    assertThat(envelope.isInternational()).isTrue();
    assertThat(envelope.mail(SHORT, ALL)).isEqualTo("MAIL FROM:<s@x.test> SIZE=3 SMTPUTF8");
    assertThat(envelope("\u00fc@x.test", "a@x.test").isInternational()).isTrue();
    assertThat(envelope("s@x.test", "a@x.test").isInternational()).isFalse();
  }

  @Test
  void parameters_of_notices_need_dsn() {
    Envelope envelope =
        with(
            new Parameters(
                Optional.of("HDRS"), Optional.of("NEVER"), Optional.empty(), Optional.empty()));

    assertThat(envelope.mail(SHORT, ALL)).isEqualTo("MAIL FROM:<s@x.test> SIZE=3 RET=HDRS");
    assertThat(envelope.rcpt("a@x.test", ALL)).isEqualTo("RCPT TO:<a@x.test> NOTIFY=NEVER");
    assertThat(envelope.mail(SHORT, Extensions.NONE)).isEqualTo("MAIL FROM:<s@x.test>");
    assertThat(envelope.rcpt("a@x.test", Extensions.NONE)).isEqualTo("RCPT TO:<a@x.test>");
  }

  @ParameterizedTest
  @CsvSource({
    "app@x.test,app@x.test",
    "a+b=c d,a+2Bb+3Dc+20d",
    "\u00fc,+C3+BC",
    "\u4e2d,+E4+B8+AD",
    "'\u007f',+7F",
    "<>,<>"
  })
  void the_submitter_is_encoded(String submitter, String encoded) {
    Envelope envelope =
        with(
            new Parameters(
                Optional.empty(), Optional.empty(), Optional.of(submitter), Optional.of("X=1")));

    assertThat(envelope.mail(SHORT, ALL))
        .isEqualTo("MAIL FROM:<s@x.test> SIZE=3 AUTH=" + encoded + " X=1");
    assertThat(envelope.mail(SHORT, Extensions.NONE)).isEqualTo("MAIL FROM:<s@x.test> X=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a>", "<a", "a\r\nDATA", "a\n", "a\u0000", "a\u007f", "a\tb"})
  void no_address_can_end_a_command(String address) {
    assertThatThrownBy(() -> envelope(address, "a@x.test"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> envelope("s@x.test", "a@x.test", address))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_mail_has_a_recipient() {
    assertThatThrownBy(() -> envelope("s@x.test")).isInstanceOf(IllegalArgumentException.class);
  }
}

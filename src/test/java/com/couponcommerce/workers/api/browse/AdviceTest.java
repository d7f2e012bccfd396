package com.couponcommerce.workers.api.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.email.ReplyAdvice;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.LastFailure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sms.SmsAdvice;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
  private static final Advice ADVICE = new Advice(List.of(new ReplyAdvice(), new SmsAdvice()));

  private static Advice.Given advice(
      Channel channel, String reason, String code, String failureClass, String rule) {
    return ADVICE.of(
        channel,
        new DeadLetterNote(
            Optional.of(reason),
            Optional.of(code),
            Optional.of("of a phone number"),
            Optional.empty()),
        new LastFailure(Optional.of(failureClass), Optional.of(rule)));
  }

  @ParameterizedTest
  @CsvSource({
    "EMAIL, recipient_refused, 550 5.1.1, PERM_RECIPIENT, recipient-unknown, recipient-unknown",
    "EMAIL, retries_exhausted, 452, TRANS_RECIPIENT, of-the-administrator, trans_recipient",
    "EMAIL, retries_exhausted, connect, PROVIDER_DOWN, '', connect",
    "EMAIL, retries_exhausted, tls_certificate, CONFIG, '', tls",
    "EMAIL, retries_exhausted, timeout, PROVIDER_DOWN, '', timeout",
    "SMS, retries_exhausted, timeout, AMBIGUOUS, '', no_answer",
    "SMS, recipient_refused, 21610, PERM_RECIPIENT, '', twilio-21610",
    "SMS, message_refused, 99999, PERM_MESSAGE, '', perm_message",
    "SMS, message_refused, 999999999999, PERM_MESSAGE, '', perm_message",
    "SMS, message_refused, 30444, PERM_MESSAGE, '', twilio-30444",
    "SMS, recipient_refused, InvalidParameter, PERM_RECIPIENT, '', sns-InvalidPhoneNumber",
    "SMS, message_refused, KMSNotFoundException, PERM_MESSAGE, '', sns-KMSAccessDenied",
    "SMS, expired, expired, '', '', expired",
    "SMS, outcome_unknown, timeout, AMBIGUOUS, '', outcome_unknown",
    "SMS, retries_exhausted, odd, ODD, '', retries_exhausted",
    "EMAIL, of another program, odd, ODD, '', unknown",
  })
  void the_most_exact_source_gives_the_key(
      Channel channel, String reason, String code, String failureClass, String rule, String key) {
    assertThat(advice(channel, reason, code, failureClass, rule).key()).isEqualTo(key);
    assertThat(ADVICE.keys()).contains(key);
  }

  @Test
  void a_class_is_of_the_last_failure_or_of_the_reason() {
    assertThat(
            advice(Channel.EMAIL, "retries_exhausted", "452", "TRANS_RECIPIENT", "").failureClass())
        .contains(FailureClass.TRANS_RECIPIENT);
    assertThat(advice(Channel.EMAIL, "recipient_refused", "550", "", "").failureClass())
        .contains(FailureClass.PERM_RECIPIENT);
    assertThat(advice(Channel.EMAIL, "expired", "expired", "TRANS_RECIPIENT", "").failureClass())
        .isEmpty();
  }

  @Test
  void a_message_that_could_not_be_decoded_is_invalid() {
    assertThat(ADVICE.of(Channel.SMS, DeadLetterNote.NONE, LastFailure.NONE).key())
        .isEqualTo("invalid");
  }

  @Test
  void each_source_has_keys_of_its_own() {
    assertThat(new ReplyAdvice().keys()).doesNotContainAnyElementsOf(new SmsAdvice().keys());
    assertThat(new Advice(List.of()).keys())
        .doesNotContainAnyElementsOf(new ReplyAdvice().keys())
        .contains("connect", "perm_recipient", "unknown")
        .containsAll(
            List.of(DeadLetterReason.values()).stream().map(DeadLetterReason::id).toList());
    assertThat(ADVICE.keys()).doesNotContain("twilio-30035").hasSizeGreaterThan(150);
  }
}

package com.couponcommerce.workers.sms;

import static com.couponcommerce.workers.sender.FailureClass.AMBIGUOUS;
import static com.couponcommerce.workers.sender.FailureClass.PROVIDER_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.testkit.FreePort;
import com.couponcommerce.workers.testkit.LoopbackCertificate;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubReply.Cut;
import com.couponcommerce.workers.testkit.sms.StubScript;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour that all providers share. */
interface SmsProviderContract {

  /** Returns the provider on a stub that answers. */
  SmsFixture answering();

  /** Returns the provider on a stub that may never finish an answer. */
  SmsFixture hanging();

  /** Returns the provider with another URL than that of the stub. */
  SmsFixture at(SmsStub stub, URI url);

  /** Returns the result for an accepted SMS whose answer cannot be read. */
  Delivered unreadable();

  @Test
  default void a_lost_lease_sends_nothing() throws Exception {
    try (SmsFixture phone = answering()) {
      assertThat(phone.send("{\"to\":\"+4917012345678\",\"body\":\"x\"}", () -> false))
          .isEqualTo(new Abandoned());
      assertThat(phone.stub().posts()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Cut.class,
      names = {"HALF", "STALL"})
  default void an_acceptance_that_breaks_off_is_never_sent_again(Cut cut) throws Exception {
    try (SmsFixture phone = hanging().answering(StubReply.usual().cut(cut))) {
      assertThat(phone.send()).isEqualTo(unreadable());
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"CLOSE, no_answer", "HANG, timeout"})
  default void no_answer_leaves_it_unknown(Cut cut, String code) throws Exception {
    try (SmsFixture phone = hanging().answering(StubReply.usual().cut(cut))) {
      assertThat(phone.failure())
          .matches(failure -> failure.failureClass() == AMBIGUOUS)
          .matches(failure -> failure.code().equals(code));
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  /** Concerns SNS above all: HttpURLConnection repeats a POST unless its body is streamed. */
  @Test
  default void a_used_connection_that_closes_is_not_tried_again() throws Exception {
    try (SmsFixture phone = answering()) {
      phone.stub().script(StubScript.after(1, StubReply.usual().cut(Cut.CLOSE)));
      phone.send();

      assertThat(phone.failure().failureClass()).isEqualTo(AMBIGUOUS);
      assertThat(phone.stub().posts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:%d", "https://127.0.0.1:%d", "http://nowhere.invalid:%d"})
  default void an_unreachable_provider_is_an_outage(String url) throws Exception {
    try (SmsStub stub = SmsStub.start();
        SmsFixture phone = at(stub, URI.create(url.formatted(FreePort.any())))) {
      assertThat(phone.failure().failureClass()).isEqualTo(PROVIDER_DOWN);
      assertThat(phone.sender().probe().map(Failure::failureClass)).hasValue(PROVIDER_DOWN);
    }
  }

  @Test
  default void an_untrusted_certificate_is_an_outage() throws Exception {
    try (SmtpServer tls =
            SmtpServer.builder().implicitTls(LoopbackCertificate.create().context()).start();
        SmsFixture phone = at(SmsStub.start(), URI.create("https://127.0.0.1:" + tls.port()))) {
      assertThat(phone.failure()).matches(failure -> failure.code().equals("tls"));
    }
  }
}

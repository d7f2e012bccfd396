package com.couponcommerce.workers.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.DeliveryReport;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.ReportedStatus;
import com.couponcommerce.workers.message.Suppression;
import com.couponcommerce.workers.sender.ReportVerdict;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.testkit.sms.TwilioReporter;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioReportsTest {
  private static final String TOKEN = "s3cret";
  private static final String SID = "SM" + "0".repeat(32);
  private static final URI URL = URI.create("https://workers.example.com:8443/twilio/status");

  private final TwilioReports reports = reports(Optional.of(URL));

  private static TwilioReports reports(Optional<URI> url) {
    Map<String, String> values = new HashMap<>();
    values.put("TWILIO_ACCOUNT_SID", "AC" + "0".repeat(32));
    values.put("TWILIO_AUTH_TOKEN", TOKEN);
    values.put("TWILIO_FROM_NUMBER", "Shop");
    url.ifPresent(set -> values.put("TWILIO_STATUS_CALLBACK_URL", set.toString()));
    return reports(values);
  }

  private static TwilioReports reports(Map<String, String> values) {
    return new TwilioReports(
        new SettingsReader(name -> Optional.ofNullable(values.get(name))).read());
  }

  private static Map<String, String> form(String status, String code) {
    Map<String, String> form = new HashMap<>();
    form.put("MessageSid", SID);
    form.put("MessageStatus", status);
    form.put("To", "+4915123456789");
    form.put("ErrorCode", code);
    form.put("SomethingNew", "50 % off & \u00fc");
    return form;
  }

  private ReportVerdict read(String query, Map<String, String> form) {
    return reports.read(query, form, TwilioReporter.signature(TOKEN, URL + "?" + query, form));
  }

  private DeliveryReport genuine(String query, Map<String, String> form) {
    return ((ReportVerdict.Genuine) read(query, form)).report();
  }

  @Test
  void a_signed_report_is_read_whatever_else_is_in_it() {
    assertThat(genuine("id=m1&at=1795431218", form("delivered", "")))
        .isEqualTo(
            new DeliveryReport(
                new MessageId("m1"),
                Instant.ofEpochSecond(1_795_431_218),
                new DeliveryReport.Outcome(
                    ReportedStatus.DELIVERED, Optional.empty(), Suppression.NEVER),
                SID,
                Optional.of(new PhoneNumber("+4915123456789"))));
  }

  @ParameterizedTest
  @CsvSource({
    "undelivered, 21610, AT_ONCE",
    "undelivered, 30004, WHEN_REPEATED",
    "failed, 30005, WHEN_REPEATED",
    "failed, 30006, WHEN_REPEATED",
    "failed, 30003, NEVER",
    "failed, 30011, NEVER",
    "failed, 99999999999, NEVER",
    "delivered, 30005, NEVER"
  })
  void a_failure_tells_whether_the_recipient_gets_more(
      String status, String code, Suppression expected) {
    assertThat(genuine("id=m1&at=1795431218", form(status, code)).suppression())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m1",
        "cw-00112233445566778899aabbccddeeff",
        "a&b=c#d?e%20f+g/h:i@j",
        "\"'<script>\\~*",
        "id64=",
        "{}|^`"
      })
  void any_id_comes_back_in_a_url_that_needs_no_escape(String id) {
    URI url = new CallbackUrl(URL).of(new MessageId(id), Instant.ofEpochSecond(7));

    assertThat(url.toString()).startsWith(URL.toString()).matches("[A-Za-z0-9:/?=&._-]+");
    assertThat(genuine(url.getRawQuery(), form("sent", "")).id()).isEqualTo(new MessageId(id));
  }

  @Test
  void the_longest_id_fits() {
    MessageId id = new MessageId("%".repeat(200));

    Instant at = Instant.parse("2026-11-23T10:00:00Z");
    assertThat(CallbackUrl.sent(new CallbackUrl(URL).of(id, at).getRawQuery()))
        .hasValue(new CallbackUrl.Sent(id, at));
  }

  @Test
  void a_report_of_another_sender_is_refused() {
    Map<String, String> form = form("failed", "21610");
    String signature = TwilioReporter.signature(TOKEN, URL + "?id=m1&at=1795431218", form);
    Map<String, String> changed = new HashMap<>(form);
    changed.put("To", "+4915199999999");

    assertThat(reports.read("id=m1&at=1795431218", form, "")).isEqualTo(new ReportVerdict.Forged());
    assertThat(reports.read("id=m1&at=1795431218", form, signature + " "))
        .isEqualTo(new ReportVerdict.Forged());
    assertThat(reports.read("id=m2&at=1795431218", form, signature))
        .isEqualTo(new ReportVerdict.Forged());
    assertThat(reports.read("", form, signature)).isEqualTo(new ReportVerdict.Forged());
    assertThat(reports.read("id=m1&at=1795431218", changed, signature))
        .isEqualTo(new ReportVerdict.Forged());
    assertThat(
            reports.read(
                "id=m1&at=1795431218",
                form,
                TwilioReporter.signature("other", URL + "?id=m1&at=1795431218", form)))
        .isEqualTo(new ReportVerdict.Forged());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id=&at=1",
        "id=a%20b&at=1",
        "id64=!&at=1",
        "id64=_w&at=1",
        "id=m1&x=y",
        "to=m1&at=1",
        "id=m1",
        "id=m1&at=",
        "id=m1&at=x",
        "id=m1&at=999999999999"
      })
  void a_signed_report_without_a_message_id_is_ignored(String query) {
    Map<String, String> form = form("sent", "");
    String url = query.isEmpty() ? URL.toString() : URL + "?" + query;

    assertThat(reports.read(query, form, TwilioReporter.signature(TOKEN, url, form)))
        .isInstanceOf(ReportVerdict.Irrelevant.class);
  }

  @ParameterizedTest
  @CsvSource({"received, SM00000000000000000000000000000000", "teleported, SM1", "sent, SM1"})
  void a_status_or_sid_that_no_sms_can_have_is_ignored(String status, String sid) {
    Map<String, String> form = form(status, "");
    form.put("MessageSid", sid);

    assertThat(read("id=m1&at=1795431218", form)).isInstanceOf(ReportVerdict.Irrelevant.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whatsapp:+4915123456789", "", "+", "client:anna"})
  void a_recipient_without_a_number_is_empty(String to) {
    Map<String, String> form = form("sent", "");
    form.put("To", to);

    assertThat(genuine("id=m1&at=1795431218", form).recipient()).isEmpty();
  }

  @Test
  void without_a_url_no_report_is_expected() {
    assertThat(reports.isConfigured()).isTrue();
    assertThat(reports(Optional.empty()).isConfigured()).isFalse();
    assertThat(reports(Map.of()).isConfigured()).isFalse();
    assertThat(reports(Optional.empty()).read("id=m1&at=1795431218", Map.of(), "x"))
        .isEqualTo(new ReportVerdict.Forged());
  }
}

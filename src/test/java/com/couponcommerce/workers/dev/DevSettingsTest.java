package com.couponcommerce.workers.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.testkit.server.RoleUsers;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevSettingsTest {
  private static final RoleUsers USERS = new RoleUsers("s3cret");

  private static final DevSettings OF_DEV =
      DevSettings.of(
          Map.of("REDIS_URL", "redis://localhost:6379/0", "HTTP_PORT", "8000"), Map.of());

  @ParameterizedTest
  @ValueSource(strings = {"TWILIO_ACCOUNT_SID", "TWILIO_API_URL", "AWS_ACCESS_KEY_ID"})
  void a_provider_that_the_developer_has_named_is_used(String name) {
    assertThat(DevSettings.of(Map.of(name, "x"), Map.of()).hasSmsProvider()).isTrue();
    assertThat(DevSettings.of(Map.of(), Map.of(name, "x")).hasSmsProvider()).isTrue();
  }

  @Test
  void sns_with_the_keys_of_the_machine_is_used_where_it_is_chosen() {
    Map<String, String> region = Map.of("AWS_REGION", "eu-central-1", "AWS_CA_BUNDLE", "ca.pem");

    assertThat(DevSettings.of(Map.of("SMS_PROVIDER", "aws-sns"), region).hasSmsProvider()).isTrue();
    assertThat(DevSettings.of(Map.of(), region).hasSmsProvider()).isFalse();
  }

  @Test
  void an_empty_line_of_a_template_names_no_provider() {
    Map<String, String> template = Map.of("TWILIO_ACCOUNT_SID", "", "SMS_PROVIDER", "twilio");

    assertThat(DevSettings.of(template, Map.of()).hasSmsProvider()).isFalse();
  }

  @Test
  void the_stub_replaces_any_chosen_provider() {
    Map<String, String> chosen =
        Map.of(
            "SMS_PROVIDER",
            "aws-sns",
            "SMS_FAILOVER",
            "twilio",
            "SMS_DEFAULT_REGION",
            "FR",
            "HTTP_PORT",
            "8001");

    assertThat(
            DevSettings.of(chosen, Map.of())
                .withSmsStub(URI.create("http://127.0.0.1:8026"))
                .variables())
        .containsEntry("SMS_PROVIDER", "twilio")
        .containsEntry("TWILIO_API_URL", "http://127.0.0.1:8026")
        .containsEntry("SMS_DEFAULT_REGION", "FR")
        .containsEntry(
            "TWILIO_STATUS_CALLBACK_URL", "http://127.0.0.1:8001/api/v1/webhooks/twilio/status")
        .doesNotContainKey("SMS_FAILOVER");
  }

  @Test
  void a_line_to_copy_enqueues_an_sms_for_the_stub() {
    assertThat(DevBanner.text(OF_DEV, USERS, Optional.of("http://localhost:8025/"), true))
        .contains(
            "redis-cli -p 6379 lpush queue:sms:pending"
                + " '{\"to\":\"+4915123456789\",\"body\":\"Hello\"}'")
        .contains("'LPUSH queue:sms:pending \"{\\\"to\\\":\\\"+4915123456789\\\",")
        .contains("http://localhost:8025/phone");
  }

  @Test
  void no_line_to_copy_sends_an_sms_to_a_strangers_phone() {
    assertThat(DevBanner.text(OF_DEV, USERS, Optional.of("http://localhost:8025/"), false))
        .doesNotContain("sms", "+49", "/phone");
  }

  @Test
  void the_banner_names_the_keys_with_their_prefix() {
    assertThat(
            DevBanner.text(
                OF_DEV.with("QUEUE_KEY_PREFIX", "{shop:email}"), USERS, Optional.empty(), true))
        .contains("lpush {shop:email}:pending")
        .contains("lpush {shop:sms}:pending")
        .doesNotContain("queue:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis-sentinel://h/0#m", "redis-cluster://h", "redis://h1,h2"})
  void several_servers_are_refused(String url) {
    assertThatThrownBy(() -> RedisAddress.of(url)).hasMessageContaining("takes a single server");
  }
}

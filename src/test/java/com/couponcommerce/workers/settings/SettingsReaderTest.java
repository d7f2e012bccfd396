package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.log.DeliveredLines;
import com.couponcommerce.workers.log.LogFormat;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private static Settings read(Map<String, String> values) {
    return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();
  }

  @Test
  void defaults_are_the_guides() {
    Settings settings = read(Map.of());

    assertThat(settings.redis())
        .isEqualTo(
            new RedisSettings(
                new RedisUrl(
                    RedisLayout.SINGLE,
                    List.of(new RedisNode("localhost", 6379)),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty()),
                Optional.empty(),
                Duration.ofSeconds(2),
                new KeyPrefix("queue:email")));
    assertThat(settings.live().maxDepth()).isEmpty();
    assertThat(settings.live().retry())
        .isEqualTo(new RetrySettings(3, Duration.ofSeconds(5), 1, Duration.ofHours(1)));
    assertThat(settings.work())
        .isEqualTo(
            new WorkSettings(
                Set.of(Channel.EMAIL, Channel.SMS),
                new WorkSettings.Timeouts(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(20)),
                new WorkSettings.MessageLimits(1_048_576, Duration.ofHours(24)),
                "concurrent/CouponWorkers",
                LogFormat.TEXT,
                DeliveredLines.EACH));
    assertThat(settings.email())
        .isEqualTo(
            new EmailSettings(
                Optional.empty(),
                16,
                new EmailSettings.Reuse(100, Duration.ofMinutes(5), Duration.ofSeconds(10)),
                new EmailSettings.Dialogue(
                    Optional.empty(), Optional.empty(), true, Duration.ofMinutes(5))));
  }

  @Test
  void every_value_is_read() {
    Settings settings =
        read(
            Map.of(
                "REDIS_URL", "rediss://app:p%40ss@redis.example.com:6380/2",
                "WORKERS", "email",
                "LOG_FORMAT", "json",
                "MAX_RETRIES", "7",
                "RETRY_BACKOFF_MULTIPLIER", "1.5",
                "SMTP_FROM", "Coupons <noreply@coupons.com>",
                "QUEUE_MAX_DEPTH", "100000",
                "POLL_INTERVAL_MS", " 250 "));

    assertThat(settings.redis().address()).isEqualTo("rediss://redis.example.com:6380/2");
    assertThat(settings.redis().url().user()).hasValue("app");
    assertThat(settings.redis().url().password()).hasValue(new Secret("p@ss"));
    assertThat(settings.work().channels()).containsExactly(Channel.EMAIL);
    assertThat(settings.work().logFormat()).isEqualTo(LogFormat.JSON);
    assertThat(settings.live().retry().maxRetries()).isEqualTo(7);
    assertThat(settings.live().retry().multiplier()).isEqualTo(1.5);
    assertThat(settings.email().from())
        .hasValue(new EmailAddress(Optional.of("Coupons"), "noreply@coupons.com"));
    assertThat(settings.live().pollInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.live().maxDepth()).hasValue(100_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noreply",
        "Coupons, Inc <noreply",
        "a@coupons.com, b@coupons.com",
        "Coupons\ufffd <noreply@coupons.com>"
      })
  void a_sender_is_checked_by_the_parser_that_reads_it(String from) {
    assertThatThrownBy(() -> read(Map.of("SMTP_FROM", from, "MAX_RETRIES", "three")))
        .hasMessageContaining("2 settings are wrong")
        .hasMessageContaining("SMTP_FROM");
  }

  @Test
  void a_label_is_text() {
    assertThat(read(Map.of()).api().label()).isEmpty();
    assertThat(read(Map.of("CONSOLE_LABEL", " Zürich, <test> & \"2\" ")).api().label())
        .isEqualTo("Zürich, <test> & \"2\"");
  }

  @Test
  void a_sender_may_have_a_comma_in_its_name() {
    assertThat(read(Map.of("SMTP_FROM", "Coupons, Inc. <noreply@coupons.com>")).email().from())
        .hasValue(new EmailAddress(Optional.of("Coupons, Inc."), "noreply@coupons.com"));
  }

  @Test
  void there_is_no_limit_by_default() {
    assertThat(read(Map.of("SMS_RATE_LIMIT", " ")).live().rates())
        .isEqualTo(new RateSettings(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void limits_are_read_with_their_unit() {
    RateSettings rates =
        read(Map.of(
                "EMAIL_RATE_LIMIT", "100/s",
                "SMS_RATE_LIMIT", "6000/m",
                "SMS_RECIPIENT_LIMIT", "5/h"))
            .live()
            .rates();

    assertThat(rates.of(Channel.EMAIL)).hasValue(new RateLimit(100, Duration.ofSeconds(1)));
    assertThat(rates.of(Channel.SMS)).hasValue(new RateLimit(6000, Duration.ofMinutes(1)));
    assertThat(rates.ofRecipient(Channel.EMAIL)).isEmpty();
    assertThat(rates.ofRecipient(Channel.SMS)).hasValue(new RateLimit(5, Duration.ofHours(1)));
    assertThat(rates.ofRecipient(Channel.SMS).orElseThrow()).hasToString("5/h");
  }

  @Test
  void all_mistakes_are_reported_together() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "REDIS_URL", "http://app:s3cret@host",
                        "MAX_RETRIES", "three",
                        "WORKERS", "email,fax",
                        "SMTP_PORT", "70000",
                        "SMTP_TLS", "maybe",
                        "SMTP_USER", "me",
                        "SMTP_FROM", "noreply")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("7 settings are wrong")
        .hasMessageContaining("REDIS_URL is \"http://***@host\", but may be: redis://")
        .hasMessageContaining("MAX_RETRIES is \"three\", but may be: 1 to 1000")
        .hasMessageContaining("WORKERS is \"email,fax\", but may be: email, sms, or both")
        .hasMessageContaining("SMTP_PORT is \"70000\", but may be: 1 to 65535")
        .hasMessageContaining("SMTP_TLS is \"maybe\", but may be: required")
        .hasMessageContaining("SMTP_PASS is not set, but SMTP_USER is")
        .hasMessageContaining("SMTP_FROM is \"noreply\"")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0h, 0", "90s, 90", "30m, 1800", "24h, 86400", "720h, 2592000"})
  void a_period_is_read_with_its_unit(String text, long seconds) {
    assertThat(read(Map.of("DEDUPE_TTL", text)).work().messages().dedupeTtl())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "BATCH_SIZE, 0",
    "BATCH_SIZE, 1001",
    "EMAIL_CONCURRENCY, -1",
    "EMAIL_CONCURRENCY, 99999999999999999999",
    "POLL_INTERVAL_MS, 1e3",
    "PROCESSING_TIMEOUT_MS, 999",
    "RETRY_BACKOFF_MULTIPLIER, 0.5",
    "RETRY_BACKOFF_MULTIPLIER, NaN",
    "DEDUPE_TTL, 24",
    "DEDUPE_TTL, 1d",
    "DEDUPE_TTL, -1h",
    "DEDUPE_TTL, 721h",
    "DEDUPE_TTL, 99999999h",
    "REDIS_CA_FILE, /no/such/file.pem",
    "EMAIL_RATE_LIMIT, 0/s",
    "EMAIL_RATE_LIMIT, 100001/s",
    "EMAIL_RATE_LIMIT, 100",
    "EMAIL_RATE_LIMIT, 100 / s",
    "SMS_RATE_LIMIT, 1.5/s",
    "SMS_RATE_LIMIT, 10/S",
    "SMS_RATE_LIMIT, -1/m",
    "SMS_RECIPIENT_LIMIT, 5/d",
    "API_RATE_LIMIT, none",
    "AUDIT_LOG, audit.log",
    "AUDIT_LOG, /no/such/directory/audit.log",
    "CONSOLE_LABEL, 1234567890123456789012345678901",
    "CONSOLE_LABEL, production\u202enoitcudorp"
  })
  void a_value_out_of_its_bounds_is_a_mistake(String name, String value) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:6379",
        "redis://",
        "redis://host:0",
        "redis://host:70000",
        "redis://host/x",
        "redis://us%er@host",
        "redis://host:6379/0?ssl=true",
        "rediss:/host"
      })
  void a_malformed_url_is_a_mistake(String url) {
    assertThatThrownBy(() -> read(Map.of("REDIS_URL", url)))
        .isInstanceOf(InvalidSettingsException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "redis://h, h, 6379, 0",
    "redis://h:1/, h, 1, 0",
    "redis://:pw@h/15, h, 6379, 15",
    "redis://[::1]:6380/1, ::1, 6380, 1"
  })
  void parts_of_a_url_may_be_missing(String url, String host, int port, int database) {
    RedisUrl redis = read(Map.of("REDIS_URL", url)).redis().url();

    assertThat(redis.nodes()).containsExactly(new RedisNode(host, port));
    assertThat(redis.database()).isEqualTo(database);
  }

  @Test
  void a_ca_file_without_tls_is_a_mistake() {
    assertThatThrownBy(() -> read(Map.of("REDIS_URL", "redis://h", "REDIS_CA_FILE", "pom.xml")))
        .hasMessageContaining("REDIS_CA_FILE is set, but REDIS_URL asks for no TLS");
  }

  @Test
  void a_secret_does_not_print() {
    assertThat(read(Map.of("REDIS_URL", "redis://:s3cret@h")).toString())
        .contains("***")
        .doesNotContain("s3cret");
  }
}

package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LoggedLines;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsWatchTest {
  private final Map<String, String> values = new HashMap<>();
  private final LoggedLines log = new LoggedLines();
  private boolean broken;

  private SettingsWatch deploy() {
    SettingValues deployed = read();
    return new SettingsWatch(
        new EventLog(log), this::read, deployed, deployed.reader().read().live());
  }

  private SettingValues read() {
    if (broken) {
      throw new IllegalStateException("no such expression");
    }
    return SettingValues.read(name -> Optional.ofNullable(values.get(name)));
  }

  @Test
  void unchanged_values_change_nothing_and_log_nothing() {
    SettingsWatch watch = deploy();
    LiveSettings before = watch.get();

    assertThat(watch.refresh()).isFalse();
    assertThat(watch.get()).isSameAs(before);
    assertThat(log.all()).isEmpty();
  }

  @Test
  void a_changed_value_is_taken_and_logged_once() {
    values.put("MAX_RETRIES", "4");
    SettingsWatch watch = deploy();

    values.put("MAX_RETRIES", " 5 ");
    boolean changed = watch.refresh();
    watch.refresh();

    assertThat(changed).isTrue();
    assertThat(watch.get().retry().maxRetries()).isEqualTo(5);
    assertThat(log.all()).containsExactly("INFO MAX_RETRIES is now 5, was 4");
  }

  @Test
  void each_live_setting_is_taken() {
    SettingsWatch watch = deploy();

    values.putAll(
        Map.of(
            "MAX_RETRIES", "9",
            "RETRY_DELAY_MS", "1",
            "RETRY_BACKOFF_MULTIPLIER", "2.5",
            "RETRY_MAX_DELAY_MS", "3",
            "BATCH_SIZE", "4",
            "POLL_INTERVAL_MS", "50",
            "QUEUE_MAX_DEPTH", "6"));
    values.putAll(
        Map.of(
            "EMAIL_RATE_LIMIT", "6/s",
            "SMS_RATE_LIMIT", "7/m",
            "SMS_RECIPIENT_LIMIT", "8/h"));
    values.put("API_RATE_LIMIT", "9/s");
    watch.refresh();

    assertThat(watch.get())
        .isEqualTo(
            new LiveSettings(
                new RetrySettings(9, Duration.ofMillis(1), 2.5, Duration.ofMillis(3)),
                new RateSettings(
                    RateLimit.parse("6/s"), RateLimit.parse("7/m"), RateLimit.parse("8/h")),
                4,
                Duration.ofMillis(50),
                OptionalInt.of(6),
                new RateLimit(9, Duration.ofSeconds(1))));
  }

  @Test
  void a_limit_is_set_and_removed() {
    SettingsWatch watch = deploy();

    values.put("EMAIL_RATE_LIMIT", "10/s");
    watch.refresh();
    Optional<RateLimit> set = watch.get().rates().email();
    values.remove("EMAIL_RATE_LIMIT");
    watch.refresh();

    assertThat(set).isEqualTo(RateLimit.parse("10/s"));
    assertThat(watch.get().rates().email()).isEmpty();
    assertThat(log.all())
        .containsExactly(
            "INFO EMAIL_RATE_LIMIT is now 10/s, was not set",
            "INFO EMAIL_RATE_LIMIT is now not set, was 10/s");
  }

  @Test
  void a_removed_value_is_the_default_again() {
    values.put("BATCH_SIZE", "7");
    SettingsWatch watch = deploy();

    values.remove("BATCH_SIZE");
    watch.refresh();

    assertThat(watch.get().batchSize()).isEqualTo(50);
    assertThat(log.all()).containsExactly("INFO BATCH_SIZE is now 50 (the default), was 7");
  }

  @Test
  void wrong_values_are_refused_together_and_once_while_valid_ones_are_taken() {
    values.put("MAX_RETRIES", "4");
    SettingsWatch watch = deploy();

    values.putAll(
        Map.of("MAX_RETRIES", "many", "SMS_RATE_LIMIT", "fast", "POLL_INTERVAL_MS", "200"));
    watch.refresh();
    watch.refresh();

    assertThat(watch.get().retry().maxRetries()).isEqualTo(4);
    assertThat(watch.get().rates().sms()).isEmpty();
    assertThat(watch.get().pollInterval()).isEqualTo(Duration.ofMillis(200));
    assertThat(log.all())
        .containsExactly(
            "WARNING refused; the last valid value stays in effect until it is corrected:"
                + " MAX_RETRIES is \"many\", but may be: 1 to 1000;"
                + " SMS_RATE_LIMIT is \"fast\", but may be: "
                + RateLimit.ALLOWED,
            "INFO POLL_INTERVAL_MS is now 200, was 1000 (the default)");
  }

  @Test
  void a_value_that_is_valid_again_is_taken_and_logged() {
    SettingsWatch watch = deploy();
    values.put("BATCH_SIZE", "0");
    watch.refresh();
    log.clear();

    values.put("BATCH_SIZE", "30");
    watch.refresh();

    assertThat(watch.get().batchSize()).isEqualTo(30);
    assertThat(log.all())
        .containsExactly(
            "INFO all settings are valid again", "INFO BATCH_SIZE is now 30, was 50 (the default)");
  }

  @Test
  void a_wrong_value_that_is_reverted_changes_nothing() {
    values.put("BATCH_SIZE", "7");
    SettingsWatch watch = deploy();
    values.put("BATCH_SIZE", "0");
    watch.refresh();
    values.put("BATCH_SIZE", "7");

    assertThat(watch.refresh()).isFalse();
    assertThat(watch.get().batchSize()).isEqualTo(7);
    assertThat(log.all()).last().isEqualTo("INFO all settings are valid again");
  }

  @Test
  void a_setting_that_needs_a_redeploy_is_logged_once_without_its_value() {
    SettingsWatch watch = deploy();

    values.put("REDIS_URL", "redis://:s3cret@elsewhere");
    values.put("SMTP_PASS", "s3cret");
    boolean changed = watch.refresh();
    values.put("REDIS_URL", "redis://:s3cret@nowhere");
    watch.refresh();

    assertThat(changed).isFalse();
    assertThat(log.all())
        .containsExactly(
            "WARNING changed, takes effect with a redeploy: REDIS_URL",
            "WARNING changed, takes effect when server-config recreates the mail session:"
                + " SMTP_PASS");
  }

  @Test
  void a_setting_that_is_reverted_and_changes_again_is_logged_again() {
    SettingsWatch watch = deploy();

    values.put("WORKERS", "email");
    watch.refresh();
    values.remove("WORKERS");
    watch.refresh();
    values.put("WORKERS", "sms");
    watch.refresh();

    assertThat(log.all()).hasSize(2).allMatch(line -> line.endsWith("redeploy: WORKERS"));
  }

  @Test
  void a_source_that_cannot_be_read_changes_nothing() {
    SettingsWatch watch = deploy();
    LiveSettings before = watch.get();

    broken = true;
    watch.refresh();
    watch.refresh();
    broken = false;
    watch.refresh();

    assertThat(watch.get()).isSameAs(before);
    assertThat(log.all())
        .containsExactly(
            "WARNING the settings cannot be read and stay in effect error=\"no such expression\"",
            "WARNING the settings can be read again");
  }
}

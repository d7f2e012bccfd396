package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LoggedLines;
import com.couponcommerce.workers.settings.SettingsInForce.Shown;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsInForceTest {
  private final Map<String, String> values = new HashMap<>();
  private String source = "Config";

  private SettingValues read() {
    return SettingValues.read(name -> Optional.ofNullable(values.get(name)));
  }

  private SettingsWatch deploy() {
    SettingValues deployed = read();
    return new SettingsWatch(
        new EventLog(new LoggedLines()), this::read, deployed, deployed.reader().read().live());
  }

  private Shown shown(SettingsWatch watch, Setting setting) {
    return new SettingsInForce(watch::inForce, this::read, name -> Optional.of(source))
        .all().stream().filter(shown -> shown.setting() == setting).findFirst().orElseThrow();
  }

  private Shown shown(Setting setting) {
    return shown(deploy(), setting);
  }

  @Test
  void each_setting_is_shown_with_its_value_and_its_source() {
    values.put("MAX_RETRIES", " 5 ");

    Shown set = shown(Setting.MAX_RETRIES);
    assertThat(set.setting()).isEqualTo(Setting.MAX_RETRIES);
    assertThat(set.value()).contains("5");
    assertThat(set.isInForce()).isTrue();
    assertThat(shown(Setting.BATCH_SIZE).value()).contains("50");
    assertThat(shown(Setting.BATCH_SIZE).source()).isEqualTo("default");
    assertThat(shown(Setting.EMAIL_RATE_LIMIT).value()).isEmpty();
  }

  @Test
  void no_secret_and_no_password_is_shown() {
    values.put("SMTP_USER", "me");
    values.put("SMTP_PASS", "hidden");
    values.put("REDIS_URL", "redis://me:hidden@redis.example.com");
    SettingsWatch watch = deploy();
    values.put("REDIS_URL", "me:hidden@redis");
    values.put("SMTP_PASS", "hidden too");

    Shown url = shown(watch, Setting.REDIS_URL);
    assertThat(url.value()).contains("redis://***@redis.example.com");
    assertThat(url.configured()).contains("***@redis");
    assertThat(shown(watch, Setting.SMTP_PASS).value()).contains("***");
    assertThat(new SettingsInForce(watch::inForce, this::read, name -> Optional.empty()).all())
        .noneMatch(shown -> shown.toString().contains("hidden"));
  }

  @Test
  void a_refused_change_is_shown_beside_the_value_in_force() {
    values.put("MAX_RETRIES", "5");
    SettingsWatch watch = deploy();
    values.put("MAX_RETRIES", "many");
    watch.refresh();

    Shown refused = shown(watch, Setting.MAX_RETRIES);
    assertThat(refused.value()).contains("5");
    assertThat(refused.isInForce()).isFalse();
    assertThat(refused.configured()).contains("many");
    assertThat(refused.refused()).contains("MAX_RETRIES is \"many\", but may be: 1 to 1000");
  }

  @Test
  void a_change_that_was_taken_is_in_force() {
    SettingsWatch watch = deploy();
    values.put("MAX_RETRIES", "7");
    watch.refresh();

    assertThat(shown(watch, Setting.MAX_RETRIES).value()).contains("7");
    assertThat(shown(watch, Setting.MAX_RETRIES).isInForce()).isTrue();
  }

  @Test
  void a_change_that_waits_for_a_redeploy_is_not_in_force() {
    values.put("WORKERS", "email");
    SettingsWatch watch = deploy();
    values.remove("WORKERS");
    watch.refresh();

    Shown waiting = shown(watch, Setting.WORKERS);
    assertThat(waiting.value()).contains("email");
    assertThat(waiting.isInForce()).isFalse();
    assertThat(waiting.configured()).contains("email,sms");
    assertThat(waiting.source()).isEqualTo("default");
    assertThat(waiting.refused()).isEmpty();
    assertThat(waiting.setting().takesEffect()).hasToString("with a redeploy");
  }

  @ParameterizedTest
  @CsvSource({
    "Environment, environment variable",
    "EnvConfigSource, environment variable",
    "SystemProperty, system property",
    "SysPropConfigSource, system property",
    "Domain, config source Domain",
    "Application, config source Application",
    "Password Alias, password alias",
    "PropertiesConfigSource[source=CouponWorkers], config source CouponWorkers",
    "something new, config source something new"
  })
  void a_source_is_told_in_an_administrators_words(String name, String words) {
    values.put("MAX_RETRIES", "5");
    source = name;

    assertThat(shown(Setting.MAX_RETRIES).source()).isEqualTo(words);
  }
}

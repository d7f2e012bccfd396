package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the scripts of server-config know the settings of the code. */
class ServerConfigNamesTest {
  private static final Pattern PROPERTY = Pattern.compile("map-get\\(.*key=([A-Z_]+)\\)");

  private static final Predicate<Setting> SECRET =
      setting -> setting.isSecret() || setting == Setting.REDIS_URL;

  @Test
  void every_setting_is_in_the_right_list() throws Exception {
    assertThat(names("mail_session_settings")).isEqualTo(settings(Setting::isOfMailSession));
    assertThat(names("secret_settings"))
        .isEqualTo(settings(SECRET.and(setting -> !setting.isOfMailSession())));
    assertThat(names("plain_settings"))
        .isEqualTo(settings(SECRET.or(Setting::isOfMailSession).negate()));
  }

  @Test
  void wildfly_gets_every_setting_that_is_no_secret() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "server-config/wildfly/configure.sh", "--print")
            .redirectErrorStream(true);
    builder.environment().put("SMTP_HOST", "mail.example.com");
    builder.environment().put("SMTP_FROM", "noreply@example.com");
    Process script = builder.start();
    String commands = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(script.waitFor()).as(commands).isZero();
    // Without a password in it REDIS_URL is no secret.
    assertThat(PROPERTY.matcher(commands).results().map((MatchResult result) -> result.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            settings(setting -> !setting.isSecret() && !setting.isOfMailSession()));
  }

  private static List<String> names(String variable) throws Exception {
    String script = Files.readString(Path.of("server-config", "names.sh"));
    Matcher list = Pattern.compile("(?m)^" + variable + "='([^']*)'").matcher(script);
    assertThat(list.find()).as(variable).isTrue();
    return List.of(list.group(1).split("\\s+"));
  }

  private static List<String> settings(Predicate<Setting> kind) {
    return Arrays.stream(Setting.values()).filter(kind).map(Setting::name).toList();
  }
}

package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.testkit.server.ServerFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(names("live_settings")).isEqualTo(settings(Setting::isLive));
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

  @ParameterizedTest
  @ValueSource(strings = {"payara/commands.sh", "wildfly/configure.sh --print"})
  void an_instance_for_sms_alone_needs_no_mail_server(String script) throws Exception {
    assertThat(output(Map.of("WORKERS", "sms"), script)).contains("localhost");
    assertThatThrownBy(() -> output(Map.of("WORKERS", "email,sms"), script))
        .hasMessageContaining("SMTP_HOST is not set")
        .hasMessageContaining("SMTP_FROM is ''");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env.sh",
        "health.sh",
        "payara/commands.sh",
        "payara/install.sh",
        "payara/run.sh",
        "payara/undo.sh",
        "wildfly/configure.sh",
        "wildfly/run.sh",
        "wildfly/undo.sh"
      })
  void every_script_says_what_it_does(String script) throws Exception {
    assertThat(output(Map.of(), script + " --help"))
        .doesNotContain("#")
        .hasLineCount(lines(script));
  }

  /** Returns the number of lines of the comment at the head, without the first one. */
  private static int lines(String script) throws Exception {
    return (int)
        Files.readAllLines(Path.of("server-config", script)).stream()
            .skip(1)
            .takeWhile(line -> line.startsWith("#"))
            .count();
  }

  private static String output(Map<String, String> environment, String script) throws Exception {
    return ServerFiles.run(List.of("bash", "-c", "exec server-config/" + script), environment);
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

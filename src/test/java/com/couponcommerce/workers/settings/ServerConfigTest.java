package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The scripts of server-config know the settings that the code knows. */
class ServerConfigTest {
  private static final Pattern PROPERTY = Pattern.compile("map-get\\(.*key=([A-Z_]+)\\)");

  /** The mail session is made from these. */
  private static final Set<Setting> MAIL_RELAY =
      EnumSet.of(
          Setting.SMTP_HOST,
          Setting.SMTP_PORT,
          Setting.SMTP_USER,
          Setting.SMTP_PASS,
          Setting.SMTP_TLS);

  @Test
  void wildfly_gets_every_setting_that_is_not_secret() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "server-config/wildfly/configure.sh", "--print")
            .redirectErrorStream(true);
    builder.environment().put("SMTP_HOST", "mail.example.com");
    builder.environment().put("SMTP_FROM", "noreply@example.com");
    Process script = builder.start();
    String commands = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Set<String> known =
        PROPERTY
            .matcher(commands)
            .results()
            .map((MatchResult result) -> result.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    List<String> expected =
        Arrays.stream(Setting.values())
            .filter(setting -> !setting.isSecret() && !MAIL_RELAY.contains(setting))
            .map(Setting::name)
            .toList();
    assertThat(script.waitFor()).as(commands).isZero();
    assertThat(known).containsExactlyInAnyOrderElementsOf(expected);
  }
}

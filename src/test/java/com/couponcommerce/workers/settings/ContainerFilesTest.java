package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that the files for containers and services set only variables that are read. */
class ContainerFilesTest {
  private static final Path SERVER_CONFIG = Path.of("server-config");

  private static String read(String file) throws Exception {
    return Files.readString(Path.of(file));
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static Set<String> settings() {
    return Arrays.stream(Setting.values()).map(Setting::toString).collect(Collectors.toSet());
  }

  /** Returns the scripts of a server, common ones included. */
  private static String scripts(String server) throws Exception {
    StringBuilder text = new StringBuilder();
    for (Path directory : List.of(SERVER_CONFIG, SERVER_CONFIG.resolve(server))) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.sh")) {
        for (Path file : files) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString();
  }

  private static boolean isRead(String variable, String scripts) {
    return Pattern.compile("\\$\\{?" + variable + "\\b").matcher(scripts).find();
  }

  @Test
  void compose_passes_on_every_setting_and_nothing_unread() throws Exception {
    String compose = read("docker/compose.yml");
    String workers = compose.substring(0, compose.indexOf("  redis:\n    image"));
    List<String> passed = found("^ +([A-Z][A-Z0-9_]+):", workers);

    assertThat(passed).containsAll(settings());
    String scripts = scripts("payara");
    assertThat(passed).allMatch(name -> settings().contains(name) || isRead(name, scripts));
  }

  @Test
  void the_sample_env_file_is_accepted_as_it_is() throws Exception {
    String readme = read("docker/README.md");
    String sample = readme.substring(readme.indexOf("<<'END'"), readme.indexOf("\n    END\n"));
    Map<String, String> variables =
        found("^ {4}([A-Z_]+=.*)$", sample).stream()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(line -> line[0], line -> line[1]));

    assertThat(variables).containsKeys("SMTP_HOST", "TWILIO_ACCOUNT_SID");
    assertThatCode(
            () ->
                SettingValues.read(name -> Optional.ofNullable(variables.get(name)))
                    .reader()
                    .read())
        .doesNotThrowAnyException();
  }

  @Test
  void images_and_units_set_nothing_unread() throws Exception {
    for (String server : List.of("payara", "wildfly")) {
      String scripts = scripts(server);
      String image = read("docker/" + server + "/Dockerfile");
      String unit = read("server-config/systemd/coupon-workers-" + server + "@.service");

      assertThat(found("^(?:ENV|   ) ([A-Z_]+)=", image))
          .contains("WAR_FILE", "HEALTH_PORT")
          .allMatch(name -> isRead(name, scripts));
      assertThat(found("(?:Environment=| )([A-Z_]+)=[^ ]", unit))
          .contains("WAR_FILE", "HEALTH_PORT")
          .allMatch(name -> isRead(name, scripts));
    }
  }

  @Test
  void the_stop_timeout_is_longer_than_the_shutdown_grace() throws Exception {
    Duration drain = Duration.ofMillis(Long.parseLong(Setting.SHUTDOWN_GRACE_MS.defaultValue()));
    String compose = read("docker/compose.yml");

    assertThat(found("STOP_GRACE_PERIOD:-(\\d+)s", compose))
        .singleElement()
        .satisfies(seconds -> assertThat(waits(seconds)).isGreaterThan(drain.plusSeconds(15)));
    for (String server : List.of("payara", "wildfly")) {
      String unit = read("server-config/systemd/coupon-workers-" + server + "@.service");
      assertThat(found("^TimeoutStopSec=(\\d+)$", unit))
          .singleElement()
          .satisfies(seconds -> assertThat(waits(seconds)).isGreaterThan(drain.plusSeconds(15)));
    }
  }

  private static Duration waits(String seconds) {
    return Duration.ofSeconds(Long.parseLong(seconds));
  }
}

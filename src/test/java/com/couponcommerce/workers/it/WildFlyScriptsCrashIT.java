package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.server.ServerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the scripts of server-config/wildfly, and reads the configuration that they leave. */
class WildFlyScriptsCrashIT {
  private static final Path SCRIPTS = Path.of("server-config", "wildfly").toAbsolutePath();

  /** A password with the characters that a shell and jboss-cli interpret. */
  static final String PASSWORD = "p\"a s\\${x}$,}=s'#";

  @ParameterizedTest
  @ValueSource(strings = {"standalone-microprofile.xml", "standalone.xml"})
  void a_second_run_changes_nothing_and_undo_takes_everything_back(String name, @TempDir Path base)
      throws Exception {
    Path file = base.resolve("configuration").resolve(name);
    copyConfiguration(base);
    String original = Files.readString(file);

    succeed(base, "configure.sh", name);
    String configured = Files.readString(file);
    succeed(base, "configure.sh", name);
    String again = Files.readString(file);
    succeed(base, "undo.sh", name);

    assertThat(configured)
        .contains("java:jboss/mail/Notifications", "${env.CREDENTIAL_STORE_PASSWORD}")
        .contains("\"jboss.http.port\" value=\"8000\"")
        .contains("name=\"MAX_RETRIES\" value=\"5\"")
        .doesNotContain("p&quot;a s")
        .doesNotContain("store-password");
    assertThat(again).isEqualTo(configured);
    assertThat(Files.readString(file)).isEqualTo(original);
  }

  @Test
  void a_port_that_the_administrator_set_is_neither_changed_nor_taken_away(@TempDir Path base)
      throws Exception {
    copyConfiguration(base);
    Path file = base.resolve("configuration").resolve("standalone.xml");
    String original =
        Files.readString(file)
            .replace(
                "</extensions>",
                "</extensions>\n\n    <system-properties>\n        "
                    + "<property name=\"jboss.http.port\" value=\"29377\"/>\n"
                    + "    </system-properties>");
    Files.writeString(file, original);

    Ended configure = run(base, "configure.sh", "standalone.xml");
    succeed(base, "undo.sh", "standalone.xml");

    assertThat(configure.exitCode()).isEqualTo(1);
    assertThat(configure.output())
        .contains("HTTP_PORT is set, and so is the system property jboss.http.port");
    assertThat(Files.readString(file)).isEqualTo(original);
  }

  private record Ended(int exitCode, String output) {}

  private static void succeed(Path base, String script, String configuration) throws Exception {
    Ended ended = run(base, script, configuration);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  private static void copyConfiguration(Path base) throws IOException {
    Path from = ServerKind.WILDFLY.installation().resolve("standalone").resolve("configuration");
    Path to = Files.createDirectories(base.resolve("configuration"));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Ended run(Path base, String script, String configuration) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of("sh", SCRIPTS.resolve(script).toString(), "--offline", configuration))
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "JBOSS_HOME",
                ServerKind.WILDFLY.installation().toAbsolutePath().toString(),
                "JAVA_OPTS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djboss.server.base.dir=" + base,
                "SMTP_HOST",
                "127.0.0.1",
                "SMTP_USER",
                "coupons",
                "SMTP_PASS",
                PASSWORD,
                "CREDENTIAL_STORE_PASSWORD",
                "store-password",
                "SMTP_FROM",
                "Coupons <noreply@example.com>",
                "MAX_RETRIES",
                "5",
                "HTTP_PORT",
                "8000"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}

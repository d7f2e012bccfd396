package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnServerTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<Integer> halts = new ArrayList<>();

  private OwnServer server(boolean isOwn) {
    return new OwnServer(isOwn, new PrintStream(written, true, StandardCharsets.UTF_8), halts::add);
  }

  private static Settings wrong() {
    throw new InvalidSettingsException(List.of("MAX_RETRIES is \"x\"", "WORKERS is \"fax\""));
  }

  @Test
  void a_server_of_its_own_ends_with_the_mistakes_as_its_last_line() {
    assertThatThrownBy(() -> server(true).require(OwnServerTest::wrong))
        .isInstanceOf(InvalidSettingsException.class);

    assertThat(halts).containsExactly(OwnServer.WRONG_SETTINGS);
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "Coupon Workers cannot start, 2 settings are wrong: MAX_RETRIES is \"x\"; WORKERS is"
                + " \"fax\"");
  }

  @Test
  void a_server_with_other_applications_goes_on() {
    assertThatThrownBy(() -> server(false).require(OwnServerTest::wrong))
        .isInstanceOf(InvalidSettingsException.class);

    assertThat(halts).isEmpty();
    assertThat(written.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void run_sh_and_the_unit_know_what_is_said_here(String server) throws Exception {
    Path config = Path.of("server-config");

    assertThat(Files.readString(config.resolve(server).resolve("run.sh")))
        .contains("-D" + OwnServer.PROPERTY + "=" + OwnServer.OWN)
        .contains("exit " + OwnServer.WRONG_SETTINGS);
    assertThat(Files.readString(config.resolve("settings.sh")))
        .contains("wrong_settings=" + OwnServer.WRONG_SETTINGS);
    assertThat(
            Files.readString(
                config.resolve("systemd").resolve("coupon-workers-" + server + "@.service")))
        .contains("\nRestartPreventExitStatus=" + OwnServer.WRONG_SETTINGS + "\n");
  }
}

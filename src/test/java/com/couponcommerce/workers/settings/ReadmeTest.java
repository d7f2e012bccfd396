package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README says what the code does. */
class ReadmeTest {

  @Test
  void the_table_of_settings_is_the_codes() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z_]+`( \\(live\\))? \\|.*"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(Arrays.stream(Setting.values()).map(ReadmeTest::row).toList());
  }

  private static String row(Setting setting) {
    String defaultValue = setting.defaultValue().isEmpty() ? "–" : setting.defaultValue();
    String live = setting.isLive() ? " (live)" : "";
    return "| `%s`%s | %s | %s | %s |"
        .formatted(setting, live, defaultValue, setting.allowed(), setting.meaning());
  }
}

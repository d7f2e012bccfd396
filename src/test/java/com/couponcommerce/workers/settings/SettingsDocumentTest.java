package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that docs/settings.md and the README describe each setting as the code does. */
class SettingsDocumentTest {

  @Test
  void the_table_of_settings_is_the_codes() throws Exception {
    List<String> rows = rows("docs/settings.md", "\\| `[A-Z_]+`( \\(live\\))? \\|.*");

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Setting.values()).map(SettingsDocumentTest::row).toList());
  }

  @Test
  void the_readme_has_the_defaults_of_the_code() throws Exception {
    List<String> rows = rows("README.md", "\\| `[A-Z_]+` \\|.*");

    assertThat(rows).hasSize(8);
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(Arrays.stream(Setting.values()).map(SettingsDocumentTest::shortRow))
                    .anySatisfy(start -> assertThat(row).startsWith(start)));
  }

  private static List<String> rows(String page, String regex) throws IOException {
    return Files.readAllLines(Path.of(page)).stream().filter(line -> line.matches(regex)).toList();
  }

  private static String row(Setting setting) {
    String live = setting.isLive() ? " (live)" : "";
    return "| `%s`%s | %s | %s | %s |"
        .formatted(setting, live, defaultValue(setting), setting.allowed(), setting.meaning());
  }

  private static String shortRow(Setting setting) {
    return "| `%s` | %s |".formatted(setting, defaultValue(setting));
  }

  private static String defaultValue(Setting setting) {
    return setting.defaultValue().isEmpty() ? "–" : setting.defaultValue();
  }
}

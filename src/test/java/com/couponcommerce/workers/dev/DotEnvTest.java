package com.couponcommerce.workers.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "SMS_PROVIDER=twilio  # or 'aws-sns' | twilio",
        "REDIS_URL=redis://localhost:6379/0 | redis://localhost:6379/0",
        "export SMTP_PORT=587 | 587",
        "  SMTP_PORT = 587   | 587",
        "SMTP_PASS=a#b=c | a#b=c",
        "SMTP_PASS=\"a # \\\"b\\\" \\\\n\" # quoted | `a # \"b\" \\n`",
        "SMTP_PASS='a \\n # \"' | `a \\n # \"`",
        "SMTP_PASS= # nothing | ``",
        "SMTP_PASS=#nothing | ``",
        "SMTP_PASS= | ``",
      },
      delimiter = '|')
  void values_are_read_as_the_guide_writes_them(String line, String value) {
    assertThat(DotEnv.parse(List.of(line))).containsValue(value).hasSize(1);
  }

  @Test
  void comments_and_blank_lines_are_skipped() {
    assertThat(DotEnv.parse(List.of("# Redis", "", "   ", "A=1", "  # B=2")))
        .isEqualTo(Map.of("A", "1"));
  }

  @Test
  void any_other_line_is_named_by_its_number_but_not_shown() {
    assertThatThrownBy(() -> DotEnv.parse(List.of("A=1", "secret")))
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_missing_file_has_no_variables(@TempDir Path directory) {
    assertThat(DotEnv.read(directory.resolve(".env"))).isEmpty();
  }
}

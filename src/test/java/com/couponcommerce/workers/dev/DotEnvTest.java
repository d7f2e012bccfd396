package com.couponcommerce.workers.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.testkit.server.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {
  private static final Path ENV_SCRIPT = Path.of("server-config", "env.sh").toAbsolutePath();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "SMTP_FROM=Coupons & Co <a@example.com> | Coupons & Co <a@example.com>",
        "SMTP_PASS=$x`y`(z);'! | `$x``y``(z);'!`",
        "SMTP_PASS=a=#b | a=#b",
        "SMTP_PASS=\"unclosed | `\"unclosed`",
        "SMTP_PASS=\"a\"b | `\"a\"b`",
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
  void values_are_read_as_the_guide_writes_them(String line, String value, @TempDir Path directory)
      throws Exception {
    assertThat(DotEnv.parse(List.of(line))).containsValue(value).hasSize(1);

    Path file = Files.writeString(directory.resolve("a=b.env"), line + "\r\n");
    String name = DotEnv.parse(List.of(line)).keySet().iterator().next();
    assertThat(run(file, "printenv", name)).isEqualTo(value + "\n");
    // What it prints can be read again, by itself, by a shell and by systemd.
    Path printed = Files.writeString(directory.resolve("common.env"), run(file));
    assertThat(run(printed, "printenv", name)).isEqualTo(value + "\n");
    assertThat(DotEnv.read(printed)).containsExactly(Map.entry(name, value));
    assertThat(
            ServerFiles.run(
                List.of("sh", "-c", ". " + printed + "; printf '%s\n' \"$" + name + '"'), Map.of()))
        .isEqualTo(value + "\n");
  }

  private static String run(Path file, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(ENV_SCRIPT.toString(), file.toString()));
    all.addAll(List.of(command));
    return ServerFiles.run(all, Map.of());
  }

  @Test
  void the_environment_wins_over_the_file(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve(".env"), "A=1\nB=2\nB=3\n");

    assertThat(
            ServerFiles.run(
                List.of(ENV_SCRIPT.toString(), file.toString(), "sh", "-c", "echo $A $B"),
                Map.of("A", "0")))
        .isEqualTo("0 3\n");
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
  void the_script_names_such_a_line_too(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve(".env"), "A=1\nsecret\n");

    assertThatThrownBy(() -> run(file, "true"))
        .hasMessageContaining("line 2 of")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_missing_file_has_no_variables(@TempDir Path directory) {
    assertThat(DotEnv.read(directory.resolve(".env"))).isEmpty();
  }
}

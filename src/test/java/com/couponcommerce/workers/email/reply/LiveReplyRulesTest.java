package com.couponcommerce.workers.email.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveReplyRulesTest {
  private final SettableClock clock = new SettableClock();

  private final Path directory;

  LiveReplyRulesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(directory.resolve("rules.txt"), String.join("\n", lines));
  }

  private LiveReplyRules live(Path file) {
    return new LiveReplyRules(Optional.of(file), clock::nanoTime);
  }

  private static Accused accused(LiveReplyRules rules) {
    return rules.current().judge(SmtpStage.RCPT, Example.reply("550 5.1.1 Unknown")).accused();
  }

  @Test
  void without_a_file_the_products_rules_judge() {
    assertThat(accused(new LiveReplyRules(Optional.empty(), clock::nanoTime)))
        .isEqualTo(Accused.RECIPIENT_PERM);
  }

  @Test
  void a_rule_turns_a_judgement_over_and_back_while_it_runs() throws Exception {
    Path file = write("# none yet");
    LiveReplyRules rules = live(file);
    assertThat(accused(rules)).isEqualTo(Accused.RECIPIENT_PERM);

    write("rule mine accuses quota wait 5m", "  rcpt 550 Unknown");
    assertThat(accused(rules)).isEqualTo(Accused.RECIPIENT_PERM);
    clock.tick(Duration.ofSeconds(1));
    assertThat(accused(rules)).isEqualTo(Accused.QUOTA);

    write("");
    clock.tick(Duration.ofSeconds(1));
    assertThat(accused(rules)).isEqualTo(Accused.RECIPIENT_PERM);
  }

  @Test
  void a_mistake_and_a_missing_file_leave_the_good_rules_in_force() throws Exception {
    Path file = write("rule mine accuses quota", "  rcpt 550 unknown");
    LiveReplyRules rules = live(file);

    write("rule mine accuses weather", "  rcpt 550 unknown");
    clock.tick(Duration.ofSeconds(1));
    assertThat(accused(rules)).isEqualTo(Accused.QUOTA);

    Files.delete(file);
    clock.tick(Duration.ofSeconds(1));
    assertThat(accused(rules)).isEqualTo(Accused.QUOTA);

    write("rule mine accuses server", "  rcpt 550 unknown");
    clock.tick(Duration.ofSeconds(1));
    assertThat(accused(rules)).isEqualTo(Accused.SERVER);
  }

  @Test
  void at_the_start_all_mistakes_are_listed_with_their_lines() throws Exception {
    Path file = write("rule a accuses weather", " rcpt 5", "rule b accuses server", " lunch 5");

    assertThatThrownBy(() -> live(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SMTP_REPLY_RULES")
        .hasMessageContaining("line 1")
        .hasMessageContaining("line 4")
        .hasMessageContaining("lunch");
  }

  @Test
  void a_file_that_cannot_be_read_is_named() {
    assertThatThrownBy(() -> live(directory.resolve("none.txt")))
        .hasMessageContaining("none.txt cannot be read");
  }

  @Test
  void a_file_of_a_mebibyte_is_read_and_no_larger_one() throws Exception {
    String rule = "rule mine accuses quota\n rcpt 550 unknown\n";
    String largest = rule + "#".repeat((1 << 20) - rule.length());
    assertThat(accused(live(write(largest)))).isEqualTo(Accused.QUOTA);

    Path larger = write(largest + "#");
    assertThatThrownBy(() -> live(larger))
        .hasMessageContaining("rules.txt is larger than 1048576 bytes");
  }
}

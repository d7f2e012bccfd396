package com.couponcommerce.workers.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LoggedLines;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.audit.AuditEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Content of an entry, and the format of its line. */
class AuditTest {
  private static String line(AuditEntry entry) {
    LoggedLines lines = new LoggedLines();
    new EventLog(lines).info(Audit.line(entry));
    assertThat(lines.all()).hasSize(1);
    return lines.all().get(0);
  }

  private static AuditEntry entry(String user, List<String> ids, String outcome) {
    return Audit.entry(
        new Actor(user, "127.0.0.1"), "discard", Optional.of(Channel.SMS), ids, outcome);
  }

  @Test
  void a_line_names_the_user_and_the_change() {
    assertThat(line(entry("anna", List.of("m1", "m2"), "done")))
        .isEqualTo(
            "INFO audit user=anna from=127.0.0.1 action=discard channel=sms ids=\"m1 m2\" count=2"
                + " outcome=\"done\"");
  }

  @Test
  void no_value_can_forge_a_line_or_a_field() {
    String line =
        line(
            entry(
                "x\naudit user=anna outcome=\"done\"",
                List.of("m1\r\n", "a b"),
                "no\u2028 \u001b[2J"));

    assertThat(line)
        .startsWith("INFO audit user=\"x\\naudit user=anna outcome=\\\"done\\\"\" from=127.0.0.1")
        .contains("ids=\"m1\\r\\n a_b\" count=2")
        .doesNotContainPattern("[\\p{Cntrl}\u2028]");
  }

  @Test
  void no_recipient_gets_into_it_and_it_is_not_endless() {
    List<String> ids = IntStream.range(0, 1000).mapToObj(i -> "m" + i).toList();

    AuditEntry many = entry("a".repeat(1000), ids, "x".repeat(1000));
    AuditEntry address = entry("anna", List.of("for-user@example.com"), "of user@example.com");

    assertThat(many.user()).hasSize(201);
    assertThat(many.outcome()).hasSizeLessThanOrEqualTo(201);
    assertThat(many.ids()).hasSize(AuditEntry.MAX_IDS);
    assertThat(many.count()).isEqualTo(1000);
    assertThat(address.toString()).doesNotContain("user@example.com");
  }
}

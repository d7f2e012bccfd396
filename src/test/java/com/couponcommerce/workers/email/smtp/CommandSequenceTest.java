package com.couponcommerce.workers.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandSequenceTest {
  private static final SmtpMail MAIL = ScriptedServer.mail("Hello", "a@x.test", "b@x.test");

  private static List<String> steps(CommandSequence commands) {
    List<String> steps = new ArrayList<>();
    while (commands.hasNext()) {
      String command = commands.next();
      steps.add(commands.stage() + " " + command);
    }
    return steps;
  }

  @Test
  void commands_come_in_their_order_each_with_its_stage() {
    assertThat(steps(new CommandSequence(MAIL, Extensions.NONE, false)))
        .containsExactly(
            "MAIL MAIL FROM:<s@x.test>\r\n",
            "RCPT RCPT TO:<a@x.test>\r\n",
            "RCPT RCPT TO:<b@x.test>\r\n",
            "DATA DATA\r\n");
  }

  @Test
  void rset_comes_first_if_the_server_still_has_an_envelope() {
    assertThat(steps(new CommandSequence(MAIL, Extensions.NONE, true)))
        .startsWith("HELLO RSET\r\n", "MAIL MAIL FROM:<s@x.test>\r\n")
        .hasSize(5)
        .endsWith("DATA DATA\r\n");
  }

  @Test
  void all_of_them_are_one_write() {
    CommandSequence commands = new CommandSequence(MAIL, Extensions.NONE, true);

    assertThat(commands.all())
        .isEqualTo(
            "RSET\r\nMAIL FROM:<s@x.test>\r\nRCPT TO:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n");
  }
}

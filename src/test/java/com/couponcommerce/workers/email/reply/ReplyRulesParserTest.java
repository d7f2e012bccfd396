package com.couponcommerce.workers.email.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.reply.ReplyRulesParser.Mistake;
import com.couponcommerce.workers.email.reply.ReplyRulesParser.Parsed;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyRulesParserTest {

  private static Parsed parse(String file) {
    return ReplyRulesParser.parse(file.lines().toList());
  }

  private static boolean matches(String condition, String stage, String reply) {
    Parsed parsed = parse("rule r accuses quota\n" + condition);
    assertThat(parsed.mistakes()).isEmpty();
    return parsed
        .rules()
        .get(0)
        .matches(SmtpStage.valueOf(stage), ReplyText.of(Example.reply(reply)));
  }

  @Test
  void a_rule_has_an_id_a_wait_and_sources() {
    Parsed parsed =
        parse(
            """
            # mine
            rule full accuses recipient-temp wait 2h
              source Dovecot,
              source Cyrus
              rcpt,dot 4,552 (mailbox|inbox) .. full

            rule rest accuses server
              any *
            """);

    assertThat(parsed.mistakes()).isEmpty();
    assertThat(parsed.rules()).extracting(ReplyRule::id).containsExactly("full", "rest");
    ReplyRule full = parsed.rules().get(0);
    assertThat(full.accused()).isEqualTo(Accused.RECIPIENT_TEMP);
    assertThat(full.retryWait().map(RetryWait::first)).hasValue(Duration.ofHours(2));
    assertThat(full.source()).isEqualTo("Dovecot, Cyrus");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "rcpt 550 | RCPT | 550 No | true",
        "rcpt 550 | DOT | 550 No | false",
        "rcpt,dot 55 | DOT | 554 No | true",
        "any 4 | RCPT | 550 No | false",
        "any 5.1.1 | RCPT | 550 5.1.1 No | true",
        "any 5.1.1 | RCPT | 550 5.1.10 No | false",
        "any x.1.1 | RCPT | 450 4.1.1 No | true",
        "any 5.7.x | RCPT | 550 5.7.133 No | true",
        "any 5.7.500-599 | RCPT | 550 5.7.499 No | false",
        "any 5.7.500-599 | RCPT | 550 5.7.500 No | true",
        "any 5.7.500-599 | RCPT | 550 5.7.599 No | true",
        "any 5.7.500-599 | RCPT | 550 5.7.600 No | false",
        "any 421,x.4.2 | RCPT | 450 4.4.2 No | true",
        "any * full | RCPT | 450 Mailbox FULL | true",
        "any * full | RCPT | 450 Unhelpfull | false",
        "any * box .. full | RCPT | 450 The box, says the server, is full | true",
        "any * box .. full | RCPT | 450 full box | false",
        "any * box & full | RCPT | 450 full box | true",
        "any * box & !full | RCPT | 450 full box | false",
        "any * box & !full | RCPT | 450 empty box | true",
        "any * boite | RCPT | 450 Boîte pleine | true"
      })
  void a_condition_has_stages_codes_and_words(
      String condition, String stage, String reply, boolean expected) {
    assertThat(matches(condition, stage, reply)).isEqualTo(expected);
  }

  @Test
  void a_line_may_go_on_below() {
    String condition =
        """
        any * (mailbox
            |inbox)
            .. full
            & !again
        """;

    assertThat(matches(condition, "RCPT", "450 inbox is full")).isTrue();
    assertThat(matches(condition, "RCPT", "450 inbox is full again")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "rule A accuses quota,expected: rule <id> accuses <whom> [wait <number>s|m|h]",
    "rule a accuses quota wait 5,expected: rule <id> accuses <whom> [wait <number>s|m|h]",
    "rcpt 550 no,expected: rule <id> accuses <whom>"
  })
  void a_wrong_header_is_told(String line, String problem) {
    assertThat(parse(line).mistakes()).containsExactly(new Mistake(1, problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rcptt 550 | \"rcptt\" is no stage",
        "RCPT 550 | \"RCPT\" is no stage",
        "rcpt 650 | \"650\" is no code",
        "rcpt 5.1 | \"5.1\" is no code",
        "rcpt | expected: <stages> <codes> [<words>]",
        "rcpt 550 (full | Unclosed group",
        "rcpt 550 .*full | a repetition needs a bound, such as {0,60}",
        "rcpt 550 a{3,}b | a repetition needs a bound, such as {0,60}"
      })
  void a_wrong_line_is_told_and_the_others_stay_in_force(String line, String problem) {
    Parsed parsed = parse("rule a accuses quota\n" + line + "\nrcpt 551\n");

    assertThat(parsed.mistakes()).containsExactly(new Mistake(2, problem));
    assertThat(parsed.rules()).hasSize(1);
  }

  @Test
  void a_rule_with_a_wrong_header_is_left_out_with_its_lines() {
    Parsed parsed =
        parse(
            """
            rule a accuses quota
              rcpt 550
            rule b accuses weather
              rcpt 551
            rule a accuses config
              rcpt 552
            rule c accuses server
            """);

    assertThat(parsed.rules()).extracting(ReplyRule::id).containsExactly("a");
    assertThat(parsed.rules().get(0).conditions()).hasSize(1);
    assertThat(parsed.mistakes()).extracting(Mistake::line).containsExactly(3, 5, 7);
    assertThat(parsed.mistakes().get(0).problem()).contains("weather", "config", "quota");
  }

  @Test
  void a_wait_may_be_another_after_the_second_failure_and_leave_it_to_the_reply() {
    Parsed parsed =
        parse(
            """
            rule a accuses recipient-temp wait 30s then 5m unless told
              rcpt 450
            rule b accuses recipient-temp wait 1h
              rcpt 451
            """);

    assertThat(parsed.rules())
        .extracting(rule -> rule.retryWait().orElseThrow())
        .containsExactly(
            new RetryWait(Duration.ofSeconds(30), Duration.ofMinutes(5), true),
            new RetryWait(Duration.ofHours(1), Duration.ofHours(1), false));
  }
}

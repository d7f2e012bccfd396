package com.couponcommerce.workers.email.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import com.couponcommerce.workers.sender.Basis;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks the rules with replies of real servers: those of replies.tsv, collected by others, and
 * those of variants.tsv, which are as servers document them.
 */
class ReplyRulesTest {
  private static final List<Example> REPLIES = Example.read("replies.tsv");
  private static final List<Example> VARIANTS = Example.read("variants.tsv");

  @Test
  void most_replies_are_judged_right() {
    System.out.println("replies.tsv, right of all: " + share(REPLIES));
    System.out.println(
        "guessed: "
            + share(
                REPLIES.stream()
                    .filter(example -> example.judged().basis() == Basis.GUESS)
                    .toList()));
    System.out.println("by kind: " + shares(Example::kind));
    System.out.println("by stage: " + shares(Example::command));

    assertThat(right(REPLIES)).isGreaterThanOrEqualTo(0.92);
    assertThat(right(REPLIES.stream().filter(Example::isOwn).toList()))
        .isGreaterThanOrEqualTo(0.98);
    assertThat(right(VARIANTS)).isGreaterThanOrEqualTo(0.98);
  }

  private static Map<String, String> shares(Function<Example, String> group) {
    return REPLIES.stream()
        .collect(
            Collectors.groupingBy(
                group,
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), ReplyRulesTest::share)));
  }

  private static String share(Collection<Example> examples) {
    return examples.stream().filter(Example::isRight).count() + "/" + examples.size();
  }

  private static double right(Collection<Example> examples) {
    return examples.stream().filter(Example::isRight).count() / (double) examples.size();
  }

  @Test
  void the_replies_that_are_left_wrong_are_listed_with_the_reason() {
    assertThat(
            Stream.concat(REPLIES.stream(), VARIANTS.stream())
                .filter(example -> !example.isRight())
                .map(Example::id))
        .containsExactlyInAnyOrderElementsOf(
            Example.rows("left-wrong.tsv").stream().map(row -> row.get(0)).toList());
  }

  @Test
  void a_reply_that_accuses_us_or_the_server_dead_letters_nothing() {
    assertThat(
            Stream.concat(REPLIES.stream(), VARIANTS.stream())
                .filter(example -> !example.isOwn())
                .filter(example -> example.accused().size() == 1)
                .filter(example -> example.judged().accused().isPermanent())
                .map(Example::reply))
        .isEmpty();
  }

  @Test
  void a_told_wait_is_read_with_a_margin() {
    assertThat(Stream.concat(REPLIES.stream(), VARIANTS.stream()))
        .filteredOn(example -> example.told().isPresent())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            example ->
                assertThat(example.judged().retryAfter())
                    .as(example.id())
                    .hasValue(padded(example.told().orElseThrow())));
  }

  private static Duration padded(Duration told) {
    Duration padded = told.plusSeconds(10);
    return padded.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : padded;
  }

  @Test
  void no_wait_is_read_that_is_not_told_except_for_a_quota_and_greylisting() {
    assertThat(Stream.concat(REPLIES.stream(), VARIANTS.stream()))
        .filteredOn(example -> example.told().isEmpty())
        .filteredOn(example -> example.judged().accused() != Accused.QUOTA)
        .filteredOn(example -> !example.judged().rule().startsWith("greylisted"))
        .allSatisfy(
            example -> assertThat(example.judged().retryAfter()).as(example.id()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.4.5 Daily user sending quota exceeded,PT1H",
    "454 Throttling failure: Daily message quota exceeded.,PT1H",
    "550 You have reached the monthly limit of your plan,PT1H",
    "550 5.7.1 Domain has exceeded the max emails per hour,PT10M",
    "450 Only 30 mails per minute allowed,PT1M",
    "452 4.4.5 Messages per second limit exceeded,PT2S"
  })
  void a_quota_that_tells_no_wait_is_asked_again_after_a_part_of_its_period(
      String reply, Duration wait) {
    Judgement judgement = ReplyRules.builtIn().judge(SmtpStage.DOT, Example.reply(reply));

    assertThat(judgement.accused()).isEqualTo(Accused.QUOTA);
    assertThat(judgement.retryAfter()).hasValue(wait);
  }

  @Test
  void a_permanent_refusal_has_no_wait() {
    Judgement judgement =
        ReplyRules.builtIn()
            .judge(SmtpStage.RCPT, Example.reply("550 5.1.1 User unknown, wait 300 seconds"));

    assertThat(judgement)
        .isEqualTo(
            new Judgement(
                Accused.RECIPIENT_PERM,
                "recipient-unknown",
                Basis.KNOWN,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void each_rule_judges_up_to_its_border_and_no_further() {
    List<List<String>> borders = Example.rows("rule-borders.tsv");

    assertThat(borders)
        .allSatisfy(
            row -> {
              assertThat(rule(row.get(1), row.get(2))).as(row.get(2)).isEqualTo(row.get(0));
              assertThat(rule(row.get(3), row.get(4))).as(row.get(4)).isNotEqualTo(row.get(0));
            });
    assertThat(borders.stream().map(row -> row.get(0)).distinct())
        .containsExactlyElementsOf(
            ReplyRules.builtIn().rules().stream().map(ReplyRule::id).toList());
  }

  private static String rule(String command, String reply) {
    return ReplyRules.builtIn().judge(Example.stage(command), Example.reply(reply)).rule();
  }

  @Test
  void every_code_at_every_stage_has_a_judgement() {
    for (SmtpStage stage : SmtpStage.values()) {
      for (int code = 200; code < 600; code++) {
        assertThat(ReplyRules.builtIn().judge(stage, new SmtpReply(code, code + " x")).rule())
            .isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"452 4.5.3 No", "452 Too many recipients", "452 5.5.3 Too many"})
  void a_limit_of_recipients_asks_for_a_split(String reply) {
    assertThat(ReplyRules.builtIn().judge(SmtpStage.RCPT, Example.reply(reply)).asksForSplit())
        .isTrue();
  }

  @Test
  void a_rate_of_recipients_does_not_ask_for_a_split() {
    assertThat(
            ReplyRules.builtIn()
                .judge(SmtpStage.RCPT, Example.reply("450 too many recipients from 192.0.2.1"))
                .asksForSplit())
        .isFalse();
  }

  @Test
  void greylisting_is_waited_for_longer_than_other_failures_unless_the_reply_tells() {
    Judgement untold = ReplyRules.builtIn().judge(SmtpStage.RCPT, Example.reply("450 Greylisted"));
    Judgement told =
        ReplyRules.builtIn()
            .judge(SmtpStage.RCPT, Example.reply("450 Greylisted, try again in 50 seconds"));

    assertThat(untold.retryAfter()).hasValue(Duration.ofMinutes(5));
    assertThat(untold.later()).hasValue(Duration.ofHours(1));
    assertThat(told.retryAfter()).hasValue(Duration.ofSeconds(60));
    assertThat(told.later()).isEmpty();
  }

  @Test
  void rules_that_come_first_win() {
    ReplyRules rules =
        ReplyRules.builtIn()
            .after(
                ReplyRulesParser.parse(
                        List.of("rule mine accuses quota wait 5m", "rcpt 550 user unknown"))
                    .rules());

    assertThat(rules.judge(SmtpStage.RCPT, Example.reply("550 User unknown")))
        .isEqualTo(
            new Judgement(
                Accused.QUOTA,
                "mine",
                Basis.KNOWN,
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(Duration.ofMinutes(5))));
    assertThat(rules.judge(SmtpStage.RCPT, Example.reply("550 No")).accused())
        .isEqualTo(Accused.RECIPIENT_PERM);
  }

  @Test
  void the_failure_class_follows_from_the_accused() {
    assertThat(
            Stream.of(Accused.values())
                .collect(Collectors.toMap(Accused::toString, Accused::failureClass)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "config", FailureClass.CONFIG,
                "quota", FailureClass.THROTTLED,
                "connection", FailureClass.THROTTLED,
                "server", FailureClass.PROVIDER_DOWN,
                "recipient-perm", FailureClass.PERM_RECIPIENT,
                "recipient-temp", FailureClass.TRANS_RECIPIENT,
                "message-perm", FailureClass.PERM_MESSAGE,
                "message-temp", FailureClass.TRANS_RECIPIENT));
  }

  @Test
  void a_judgement_is_the_failure_of_its_attempt() {
    SmtpReply reply = Example.reply("450 4.7.1 Greylisted");

    assertThat(ReplyRules.builtIn().judge(SmtpStage.RCPT, reply).failure(reply))
        .isEqualTo(
            new Failure(
                    FailureClass.TRANS_RECIPIENT,
                    "450 4.7.1",
                    "450 4.7.1 Greylisted",
                    Optional.of(Duration.ofMinutes(5)))
                .judged(Basis.KNOWN, "greylisted")
                .later(Optional.of(Duration.ofHours(1))));
  }
}

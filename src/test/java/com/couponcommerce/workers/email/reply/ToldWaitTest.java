package com.couponcommerce.workers.email.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldWaitTest {

  @ParameterizedTest
  @CsvSource({
    "greylisted; try again in 300 seconds,PT5M",
    "come back in 5 minutes,PT5M",
    "please come back in 00:05:00,PT5M",
    "try again in 04:32,PT4M32S",
    "retry after 60s please,PT1M",
    "retry after 300 s,PT5M",
    "retry-after: 120,PT2M",
    "retry in 90,PT1M30S",
    "greylisted for 180 seconds (see the help),PT3M",
    "wait 10 min before the next mail,PT10M",
    "account will be enabled in 341 seconds,PT5M41S",
    "relay quota will reset in 1.2 hours.,PT1H12M",
    "try again in an hour,PT1H",
    "try in two minutes,PT2M",
    "try again in 1 hour 30 minutes,PT1H30M",
    "retry in 4 minutes and 32 seconds,PT4M32S",
    "you may send again within 24 hours,PT24H",
    "try again in about 5 minutes,PT5M",
    "try again in 1 hour and 3 more tries,PT1H",
    "in the next 10 minutes no mail is taken,PT10M",
    "please try 300 seconds later,PT5M",
    "blocked: 120 seconds left,PT2M",
    "bitte in 5 minuten erneut versuchen,PT5M",
    "reessayez dans 10 minutes,PT10M",
    "intentelo de nuevo en 5 minutos,PT5M",
    "riprovare tra 10 minuti,PT10M",
    "повторите попытку через 5 минут,PT5M",
    "请在300秒后重试,PT5M",
    "try again in 2 days,PT48H"
  })
  void a_time_beside_a_word_for_waiting_is_the_wait(String words, Duration wait) {
    assertThat(ToldWait.in(words)).hasValue(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "greylisted",
        "id 12s-34m",
        "limit of 400 rcpts per 24 hours",
        "rate overlimit = 83.6 / 1h",
        "too many mails (100/100 (100%)) allowed",
        "no more than 10 messages / hour",
        "queue id 5m",
        "see rfc 5321 section 4",
        "more than 200 emails in the last 24 hours",
        "unable to deliver after 3 attempts",
        "error in 10 mails",
        "again in 1234567 s",
        "again in 5 apples",
        "try again later"
      })
  void other_numbers_are_no_wait(String words) {
    assertThat(ToldWait.in(words)).isEmpty();
  }
}

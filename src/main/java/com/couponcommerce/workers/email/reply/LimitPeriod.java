package com.couponcommerce.workers.email.reply;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The period of a limit on what we send, with the wait that fits if the server tells none. */
enum LimitPeriod {
  /** A limit of a day or a month: asked for once an hour, since the end of the day is unknown. */
  DAY(
      Duration.ofHours(1),
      "daily|per day|a day|/ ?day|24[- ]?h|today|tomorrow|this day|month|week"
          + "|taglich|taeglich|pro tag|heute|morgen|jour|quotidien|diari|al dia|giornalier|al giorno"
          + "|сут|в день|дневн|每天|每日|当天|当日|今日|今天|明天"),
  /** A limit of an hour: usually the window slides, so part of it is free after ten minutes. */
  HOUR(
      Duration.ofMinutes(10),
      "hourly|(per|this|an|last) hour|/ ?(1 ?)?h|60 min|pro stunde|stundlich|par heure|por hora"
          + "|в час|每小时"),
  MINUTE(Duration.ofMinutes(1), "(per|this|a|last) minute|/ ?min|pro minute|par minute|每分钟"),
  SECOND(Duration.ofSeconds(2), "per second|/ ?s(ec)?(?![a-z])|pro sekunde|par seconde|每秒");

  private final Duration wait;
  private final Pattern words;

  LimitPeriod(Duration wait, String words) {
    this.wait = wait;
    this.words = Pattern.compile("(?<![a-z])(?:" + words + ")");
  }

  /** Returns the wait for the longest period that the text names. */
  static Optional<Duration> waitFor(String words) {
    return Arrays.stream(values())
        .filter(period -> period.words.matcher(words).find())
        .findFirst()
        .map(period -> period.wait);
  }
}

package com.couponcommerce.workers.email.reply;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the wait that a text tells: "in 300 seconds", "come back in 00:05:00", "retry after 300",
 * "in 1.2 hours", "dans 5 minutes". A number of a time counts only beside a word for waiting, since
 * texts name ids, limits "per 24 hours" and what happened "in the last 60 minutes" too. All
 * repetitions in the patterns are bounded, so a search takes time in proportion to the text.
 */
final class ToldWait {
  private static final String WAITING =
      "(?<![\\p{L}\\d])(?:in|after|for|within|wait|again|another|retry|delay|dans|apres|pendant"
          + "|attend(?:re|ez)|nach|fur|fuer|noch|dentro de|tras|espere|durante|tra|fra|dopo|entro"
          + "|en|em|apos|через|после|на|в течение|over|na|za|po|om)"
          + "[\\s:=(~]{1,3}"
          + "(?:(?:the|next|about|at|least|approximately|approx\\.?|another|ca\\.?|etwa|mindestens"
          + "|den|nachsten|au|moins|environ|al|menos|unos|не|менее|примерно)\\s){0,3}";

  private static final String UNIT =
      "(?:(?<s>s|secs?|seconds?|sekunden?|secondes?|segundos?|second[oi]|секунд[уы]?|сек)"
          + "|(?<m>m|mins?|minut[eo]?s?|minuten|minut[iy]|минут[уы]?|мин)"
          + "|(?<h>h|hrs?|hours?|std|stunden?|heures?|horas?|or[ae]|час(?:а|ов)?)"
          + "|(?<d>d|days?|tag(?:e|en)?|jours?|dias?|giorn[oi]|день|дня|дней|сут(?:ки|ок)))"
          + "(?![\\p{L}\\d-])";

  private static final String NUMBER =
      "(?<n>\\d{1,6}(?:[.,]\\d{1,3})?"
          + "|an?|one|two|three|five|ten|fifteen|thirty|une?|eine[rm]?|un[ao]?)";

  /** A number with its unit, such as "5 minutes"; more of them may follow, as in "1 h 30 min". */
  private static final Pattern TIME = Pattern.compile(NUMBER + "\\s?" + UNIT);

  private static final Pattern MORE =
      Pattern.compile("[\\s,]{1,2}(?:(?:and|und|et|y|e|и)\\s)?(?=\\d)");

  private static final Pattern CUE = Pattern.compile(WAITING + "(?=[\\da-z])");

  private static final Pattern CLOCK =
      Pattern.compile(WAITING + "(?:(?<h>\\d{1,2}):)?(?<m>\\d{1,3}):(?<s>\\d{2})(?![\\d:])");

  private static final Pattern RETRY_AFTER =
      Pattern.compile(
          "(?<![a-z])retry[ -]?(?:after|in)[\\s:=]{1,3}(?<n>\\d{1,6})(?![\\w.:/-])(?! ?[a-z])");

  private static final Pattern LATER =
      Pattern.compile(
          "(?<![\\w.,-])(?<n>\\d{1,6})\\s?"
              + UNIT
              + "\\s(?:later|left|remaining|spater|plus tard)");

  private static final Pattern CHINESE =
      Pattern.compile(
          "(?<n>\\d{1,6}) ?(?:(?<s>秒钟?)|(?<m>分钟?|分鐘)|(?<h>个?小时|個?小時)|(?<d>天)) ?(?:之?[后後]|再)");

  private static final Map<String, Integer> WORDS =
      Map.of("two", 2, "three", 3, "five", 5, "ten", 10, "fifteen", 15, "thirty", 30);

  private ToldWait() {}

  /** Returns the wait that a text in small letters and without accents tells, if any. */
  static Optional<Duration> in(String words) {
    return clock(words)
        .or(() -> beside(words))
        .or(() -> only(LATER.matcher(words)))
        .or(() -> only(CHINESE.matcher(words)))
        .or(() -> seconds(words));
  }

  private static Optional<Duration> clock(String words) {
    Matcher matcher = CLOCK.matcher(words);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String hours = matcher.group("h");
    return Optional.of(
        Duration.ofHours(hours == null ? 0 : Long.parseLong(hours))
            .plusMinutes(Long.parseLong(matcher.group("m")))
            .plusSeconds(Long.parseLong(matcher.group("s"))));
  }

  /** Returns the first time that stands beside a word for waiting. */
  private static Optional<Duration> beside(String words) {
    Matcher cue = CUE.matcher(words);
    Matcher time = TIME.matcher(words);
    Matcher more = MORE.matcher(words);
    while (cue.find()) {
      int at = cue.end();
      Duration sum = Duration.ZERO;
      while (time.region(at, words.length()).lookingAt()) {
        sum = sum.plus(duration(time));
        if (!more.region(time.end(), words.length()).lookingAt()) {
          return Optional.of(sum);
        }
        at = more.end();
      }
      if (at > cue.end()) {
        return Optional.of(sum);
      }
    }
    return Optional.empty();
  }

  private static Optional<Duration> only(Matcher matcher) {
    return matcher.find() ? Optional.of(duration(matcher)) : Optional.empty();
  }

  private static Optional<Duration> seconds(String words) {
    Matcher matcher = RETRY_AFTER.matcher(words);
    return matcher.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group("n"))))
        : Optional.empty();
  }

  private static Duration duration(Matcher time) {
    return Duration.ofSeconds(Math.round(number(time.group("n")) * unit(time)));
  }

  private static double number(String text) {
    return Character.isDigit(text.charAt(0))
        ? Double.parseDouble(text.replace(',', '.'))
        : WORDS.getOrDefault(text, 1);
  }

  private static long unit(Matcher time) {
    if (time.group("s") != null) {
      return 1;
    }
    if (time.group("m") != null) {
      return Duration.ofMinutes(1).toSeconds();
    }
    return time.group("h") != null
        ? Duration.ofHours(1).toSeconds()
        : Duration.ofDays(1).toSeconds();
  }
}

package com.couponcommerce.workers.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in any stretch of time, as {@code 100/s}.
 *
 * @param permits how many, 1 to 100,000
 * @param per in which time
 */
public record RateLimit(int permits, Duration per) {
  /** What may be set, for error messages and the README. */
  static final String ALLOWED = "1 to 100000 a second, minute or hour, as 100/s, 6000/m, 5/h";

  /** Ten microseconds apart; the scripts count in whole ones. */
  private static final int MOST = 100_000;

  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})/([smh])");

  private static final Map<String, Duration> UNITS =
      Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

  public RateLimit {
    if (permits < 1 || permits > MOST || per.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a rate limit is " + ALLOWED);
    }
  }

  /** Empty where the text is no limit. */
  public static Optional<RateLimit> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) > MOST) {
      return Optional.empty();
    }
    Duration per = Optional.ofNullable(UNITS.get(parts.group(2))).orElseThrow();
    return Optional.of(new RateLimit(Integer.parseInt(parts.group(1)), per));
  }

  @Override
  public String toString() {
    return UNITS.entrySet().stream()
        .filter(unit -> unit.getValue().equals(per))
        .map(unit -> permits + "/" + unit.getKey())
        .findFirst()
        .orElseGet(() -> String.format(Locale.ROOT, "%d in %s", permits, per));
  }
}

package com.couponcommerce.workers.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rate limit such as {@code 100/s}: a number of permits in any period of that length.
 *
 * @param permits number of permits, 1 to 100,000
 * @param per length of the period, at least a second
 */
public record RateLimit(int permits, Duration per) {
  /** Highest rate: permits 10 µs apart, while the scripts count whole microseconds. */
  private static final int MAX_PERMITS = 100_000;

  /** Describes the accepted values, for error messages and the table of settings. */
  static final String ALLOWED =
      "1 to " + MAX_PERMITS + " a second, minute or hour, as 100/s, 6000/m, 5/h";

  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})/([smh])");

  private static final Map<String, Duration> UNITS =
      Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

  public RateLimit {
    if (permits < 1 || permits > MAX_PERMITS || per.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a rate limit is " + ALLOWED);
    }
  }

  /** Returns an empty result if the text is no rate limit. */
  public static Optional<RateLimit> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) > MAX_PERMITS) {
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

package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.settings.Allowed.Choice;
import com.couponcommerce.workers.settings.Allowed.Period;
import com.couponcommerce.workers.settings.Allowed.Range;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads single values, checks them against their settings and collects the mistakes. */
final class ValueReader {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4})?");

  /**
   * Replacement of bytes that are no letters in the JVM's charset, such as an umlaut's with LANG=C.
   */
  private static final char UNREADABLE = '\ufffd';

  private static final Pattern PERIOD = Pattern.compile("[0-9]{1,7}[hms]");

  private final Function<String, Optional<String>> source;

  /** Each mistake once, though a value may be read several times. */
  private final Set<String> mistakes = new LinkedHashSet<>();

  /**
   * @param source name → value; an empty or blank value counts as not set
   */
  ValueReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** Returns the value that is set; empty if there is none. */
  Optional<String> value(Setting setting) {
    Optional<String> value =
        source.apply(setting.name()).map(String::strip).filter(text -> !text.isEmpty());
    if (value.filter(text -> text.indexOf(UNREADABLE) >= 0).isPresent()) {
      mistake(
          setting
              + " has letters that the JVM could not read: start the server with LANG=C.UTF-8, or"
              + " set it in the server's configuration instead of the environment");
    }
    return value;
  }

  /** Returns the value that is set, or the default. */
  String text(Setting setting) {
    return value(setting).orElse(setting.defaultValue());
  }

  /** Returns a whole number; the lower bound if the value is wrong. */
  int number(Setting setting) {
    Range range = setting.allowed(Range.class);
    String text = text(setting);
    if (NUMBER.matcher(text).matches() && range.contains(Integer.parseInt(text))) {
      return Integer.parseInt(text);
    }
    mistake(setting, text);
    return range.min();
  }

  /** Returns a whole number; empty if none is set. */
  OptionalInt optionalNumber(Setting setting) {
    return value(setting).isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(setting));
  }

  /** Returns a whole number of milliseconds. */
  Duration millis(Setting setting) {
    return Duration.ofMillis(number(setting));
  }

  /** Returns a number that may have a fraction; the lower bound if the value is wrong. */
  double decimal(Setting setting) {
    Range range = setting.allowed(Range.class);
    String text = text(setting);
    if (DECIMAL.matcher(text).matches() && range.contains(Double.parseDouble(text))) {
      return Double.parseDouble(text);
    }
    mistake(setting, text);
    return range.min();
  }

  /** Returns a period such as {@code 24h}; zero for {@code 0} and if the value is wrong. */
  Duration period(Setting setting) {
    String text = text(setting);
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (PERIOD.matcher(text).matches()) {
      Duration period = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (period.compareTo(setting.allowed(Period.class).max()) <= 0) {
        return period;
      }
    }
    mistake(setting, text);
    return Duration.ZERO;
  }

  /**
   * Returns the parsed value or default; empty if there is neither or if the value is wrong.
   *
   * @param parser returns an empty result for a wrong value
   */
  <T> Optional<T> parsed(Setting setting, Function<String, Optional<T>> parser) {
    String text = text(setting);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> result = parser.apply(text);
    if (result.isEmpty()) {
      mistake(setting, text);
    }
    return result;
  }

  /** Returns the value or default; empty if it does not match the pattern as a whole. */
  Optional<String> matching(Setting setting, Pattern pattern) {
    return parsed(setting, text -> Optional.of(text).filter(pattern.asMatchPredicate()));
  }

  /** Returns the value or default; empty if it is none of the words that the setting accepts. */
  Optional<String> word(Setting setting) {
    return parsed(
        setting, text -> Optional.of(text).filter(setting.allowed(Choice.class).words()::contains));
  }

  /** Records a mistake that concerns several settings. */
  void mistake(String mistake) {
    mistakes.add(mistake);
  }

  /** Records a value that its setting does not accept. */
  void mistake(Setting setting, String value) {
    String shown = setting.shown(value);
    mistakes.add(
        setting
            + " is "
            + (setting.isSecret() ? shown : "\"" + shown + "\"")
            + ", but may be: "
            + setting.allowed());
  }

  /**
   * Throws an exception if there is a mistake.
   *
   * @throws InvalidSettingsException listing every mistake
   */
  void refuseMistakes() {
    if (!mistakes.isEmpty()) {
      throw new InvalidSettingsException(List.copyOf(mistakes));
    }
  }
}

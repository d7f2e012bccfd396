package com.couponcommerce.workers.settings;

import java.time.Duration;
import java.util.List;

/** Values that a setting accepts. */
sealed interface Allowed {
  /** Describes the values, for error messages and for the table of settings. */
  String description();

  /** Numbers within two bounds, both included. */
  record Range(int min, int max) implements Allowed {
    boolean contains(double number) {
      return number >= min && number <= max;
    }

    @Override
    public String description() {
      return min + " to " + max;
    }
  }

  /** One of several words. */
  record Choice(List<String> words) implements Allowed {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public String description() {
      return String.join(", ", words);
    }
  }

  /** Whole hours, minutes or seconds up to a limit, or 0. */
  record Period(Duration max) implements Allowed {
    @Override
    public String description() {
      return "hours, minutes or seconds such as 24h, 30m or 90s, at most "
          + max.toHours()
          + "h; 0 turns it off";
    }
  }

  /** Values of a form that a parser of its own checks. */
  record Form(String description) implements Allowed {}

  static Allowed range(int min, int max) {
    return new Range(min, max);
  }

  static Allowed choice(List<String> words) {
    return new Choice(words);
  }

  static Allowed choice(String... words) {
    return new Choice(List.of(words));
  }

  static Allowed upTo(Duration max) {
    return new Period(max);
  }

  static Allowed form(String description) {
    return new Form(description);
  }
}

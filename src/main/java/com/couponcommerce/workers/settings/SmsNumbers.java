package com.couponcommerce.workers.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rules for the phone numbers of messages; known without an account too, since instances that only
 * enqueue need them.
 *
 * @param defaultRegion country of phone numbers without a country code (SMS_DEFAULT_REGION)
 * @param check numbers that are refused before a provider sees them (SMS_NUMBER_CHECK)
 */
public record SmsNumbers(Optional<String> defaultRegion, Check check) {

  /** Check of a recipient's number. */
  public enum Check {
    /** Refuses what is too short or too long for its country; the provider judges the rest. */
    POSSIBLE,
    /** Refuses what is no mobile number by the numbering plans that the application knows. */
    MOBILE;

    /** Returns the check with that name in the settings; empty if there is none. */
    static Optional<Check> of(String id) {
      return Arrays.stream(values()).filter(check -> check.id().equals(id)).findFirst();
    }

    /** Returns the names of all checks. */
    static List<String> ids() {
      return Arrays.stream(values()).map(Check::id).toList();
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

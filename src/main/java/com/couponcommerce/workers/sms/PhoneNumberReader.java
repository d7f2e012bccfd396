package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads numbers as people write them, by libphonenumber. Only what can be a mobile passes: a text
 * to any other kind costs money and reaches nobody. In North America and some other countries a
 * number does not tell, there it passes.
 */
final class PhoneNumberReader {
  private static final Set<PhoneNumberType> MOBILE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

  /** Longer than any number with its separators; a parser need not see more. */
  private static final int MAX_INPUT = 50;

  /** ISO 15924's "unknown", with which libphonenumber takes numbers with a country code only. */
  private static final String NO_REGION = "ZZ";

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final Optional<String> defaultRegion;

  /**
   * @param defaultRegion ISO 3166 code of the country of numbers that name none
   */
  PhoneNumberReader(Optional<String> defaultRegion) {
    this.defaultRegion = defaultRegion;
  }

  /**
   * Reads one number.
   *
   * @param field where it stands in the payload, for the error's text
   */
  PhoneNumber mobile(String field, String input) throws RefusedMessageException {
    Phonenumber.PhoneNumber number = parse(field, input.strip());
    if (!library.isValidNumber(number)) {
      throw RefusedMessageException.field(field, "must be a number that exists");
    }
    if (number.hasExtension() || !MOBILE.contains(library.getNumberType(number))) {
      throw RefusedMessageException.field(field, "cannot be a mobile");
    }
    return new PhoneNumber(library.format(number, PhoneNumberFormat.E164));
  }

  /**
   * Reads one number of whatever kind.
   *
   * @param field where it stands, for the error's text
   */
  PhoneNumber any(String field, String input) throws RefusedMessageException {
    Phonenumber.PhoneNumber number = parse(field, input.strip());
    String e164 = library.format(number, PhoneNumberFormat.E164);
    if (number.hasExtension() || !PhoneNumber.isE164(e164)) {
      throw RefusedMessageException.field(field, "must be a single phone number");
    }
    return new PhoneNumber(e164);
  }

  /** The digits of a number as one writes it in its own country; empty where that is no default. */
  Optional<String> national(PhoneNumber number) {
    try {
      Phonenumber.PhoneNumber parsed = library.parse(number.e164(), NO_REGION);
      boolean isDefault =
          defaultRegion
              .filter(region -> library.getCountryCodeForRegion(region) == parsed.getCountryCode())
              .isPresent();
      String digits = library.format(parsed, PhoneNumberFormat.NATIONAL).replaceAll("[^0-9]", "");
      return isDefault ? Optional.of(digits) : Optional.empty();
    } catch (NumberParseException e) {
      throw new IllegalStateException("a number was read that cannot be read", e);
    }
  }

  private Phonenumber.PhoneNumber parse(String field, String input) throws RefusedMessageException {
    if (input.length() > MAX_INPUT) {
      throw RefusedMessageException.field(field, "must be a single phone number");
    }
    try {
      return library.parse(input, defaultRegion.orElse(NO_REGION));
    } catch (NumberParseException e) {
      throw RefusedMessageException.field(
          field,
          defaultRegion.isEmpty()
                  && e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE
              ? "must begin with + and a country code, since SMS_DEFAULT_REGION is not set"
              : "must be a phone number");
    }
  }
}

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
 * Reads numbers as people write them, by libphonenumber. Only a number that can be a mobile passes:
 * an SMS to any other kind costs money and does not arrive. In North America and some other
 * countries the kind is not visible in the number; such a number passes.
 */
final class PhoneNumberReader {
  private static final Set<PhoneNumberType> MOBILE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

  /** Length limit of the input, above any number with its separators. */
  private static final int MAX_INPUT = 50;

  /** Region "unknown" of libphonenumber, with which it accepts only numbers with a country code. */
  private static final String NO_REGION = "ZZ";

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final Optional<String> defaultRegion;

  /**
   * @param defaultRegion ISO 3166 code of the country for numbers without a country code
   */
  PhoneNumberReader(Optional<String> defaultRegion) {
    this.defaultRegion = defaultRegion;
  }

  /**
   * Reads one mobile number.
   *
   * @param field name of the field, for the error's text
   */
  PhoneNumber mobile(String field, String input) throws RefusedMessageException {
    Phonenumber.PhoneNumber number = parse(field, input.strip());
    if (!library.isValidNumber(number)) {
      throw RefusedMessageException.field(field, "must be a number that exists");
    }
    if (number.hasExtension() || !MOBILE.contains(library.getNumberType(number))) {
      throw RefusedMessageException.field(field, "must be a mobile number");
    }
    return new PhoneNumber(library.format(number, PhoneNumberFormat.E164));
  }

  /**
   * Reads one number of any kind.
   *
   * @param field name of the field, for the error's text
   */
  PhoneNumber any(String field, String input) throws RefusedMessageException {
    Phonenumber.PhoneNumber number = parse(field, input.strip());
    String e164 = library.format(number, PhoneNumberFormat.E164);
    if (number.hasExtension() || !PhoneNumber.isE164(e164)) {
      throw RefusedMessageException.field(field, "must be a single phone number");
    }
    return new PhoneNumber(e164);
  }

  /**
   * Returns the digits of a number in its national form; empty if its country is not the default.
   */
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
      throw new IllegalStateException("a checked number could not be parsed", e);
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

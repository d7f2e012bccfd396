package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.settings.SmsNumbers;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber.CountryCodeSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers as people write them, by libphonenumber. Its knowledge of numbering plans ages with
 * the application: a customer with a new prefix would get no code. So only the lengths of a
 * country's numbers are checked, unless SMS_NUMBER_CHECK asks for known mobile numbers. In North
 * America and some other countries the kind is not visible in the number; such a number passes.
 */
final class PhoneNumberReader {
  private static final Set<PhoneNumberType> MOBILE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9.+-]{0,20}):");

  /** Length limit of the input, above any number with its separators. */
  private static final int MAX_INPUT = 50;

  /** Region "unknown" of libphonenumber, with which it accepts only numbers with a country code. */
  private static final String NO_REGION = "ZZ";

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final Optional<String> defaultRegion;
  private final boolean mobilesOnly;

  PhoneNumberReader(SmsNumbers numbers) {
    this.defaultRegion = numbers.defaultRegion();
    this.mobilesOnly = numbers.check() == SmsNumbers.Check.MOBILE;
  }

  /**
   * Reads the number of a recipient.
   *
   * @param field name of the field, for the error's text
   */
  PhoneNumber recipient(String field, String input) throws RefusedMessageException {
    String stripped = withoutScheme(field, input.strip());
    Phonenumber.PhoneNumber number = withCountry(field, stripped, parse(field, stripped));
    if (library.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
      throw RefusedMessageException.field(
          field, "must be a whole phone number, with the length that its country has");
    }
    if (number.hasExtension()) {
      throw RefusedMessageException.field(field, "must be a number without an extension");
    }
    if (mobilesOnly && !isMobile(number)) {
      throw RefusedMessageException.field(
          field, "must be a mobile number that is known (SMS_NUMBER_CHECK=mobile)");
    }
    return new PhoneNumber(library.format(number, PhoneNumberFormat.E164));
  }

  /**
   * Decides what a number without a plus is. Read as a national number, one that lacks only the
   * plus would be of another subscriber. So it must be a known mobile number, or begin with the
   * digit that national numbers begin with; else it may be an international one of the default
   * region.
   */
  private Phonenumber.PhoneNumber withCountry(
      String field, String input, Phonenumber.PhoneNumber national) throws RefusedMessageException {
    if (defaultRegion.isEmpty()
        || national.getCountryCodeSource() != CountryCodeSource.FROM_DEFAULT_COUNTRY
        || isMobile(national)) {
      return national;
    }
    String digits = PhoneNumberUtil.normalizeDigitsOnly(input);
    boolean mayBeInternational = digits.startsWith(String.valueOf(national.getCountryCode()));
    if (mayBeInternational) {
      Phonenumber.PhoneNumber international = parse(field, "+" + digits);
      if (isMobile(international)) {
        return international;
      }
    }
    String trunk = library.getNddPrefixForRegion(defaultRegion.get(), true);
    if (trunk == null ? mayBeInternational : !digits.startsWith(trunk)) {
      throw RefusedMessageException.field(
          field, "must begin with + and a country code, or be a whole national number");
    }
    return national;
  }

  private boolean isMobile(Phonenumber.PhoneNumber number) {
    return library.isValidNumber(number) && MOBILE.contains(library.getNumberType(number));
  }

  /**
   * Removes the scheme of a phone number's URL (RFC 3966, RFC 5724). A number of another service is
   * refused: an SMS is not what its producer meant.
   */
  private static String withoutScheme(String field, String input) throws RefusedMessageException {
    Matcher scheme = SCHEME.matcher(input);
    if (!scheme.lookingAt()) {
      return input;
    }
    String name = scheme.group(1).toLowerCase(Locale.ROOT);
    if (!List.of("tel", "sms").contains(name)) {
      throw RefusedMessageException.field(
          field, "must be a phone number alone, without \"" + name + ":\": only SMS are sent");
    }
    return input.substring(scheme.end());
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
      return library.parseAndKeepRawInput(input, defaultRegion.orElse(NO_REGION));
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

package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.Absent;
import com.couponcommerce.workers.message.Characters;
import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.message.field.SmsFields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decodes a payload's fields to an SMS, or names the field that is wrong. */
final class SmsMessageDecoder {
  /** A whole number of at least eight digits with a fraction of zeros, or with an exponent. */
  private static final Pattern FLOATING_POINT =
      Pattern.compile("[0-9]{8,20}\\.0+|[0-9](\\.[0-9]{1,20})?[eE][+]?[0-9]{1,2}");

  private final PhoneNumberReader numbers;

  SmsMessageDecoder(PhoneNumberReader numbers) {
    this.numbers = numbers;
  }

  SmsMessage decode(MessageFields message) throws RefusedMessageException {
    FieldReader fields = message.reader();
    Optional<PhoneNumber> to = to(message);
    boolean topic = fields.flag(SmsFields.TOPIC) && to.isEmpty();
    if (to.isEmpty() && !topic) {
      throw Absent.of(
          message,
          SmsFields.ALL,
          "to",
          "must be present, or \"topic\": true for the topic of the settings");
    }
    fields.refuse(SmsFields.ALL);
    return new SmsMessage(
        to, body(message), from(fields), topic, fields.instant(CommonFields.EXPIRES_AT));
  }

  /** Decodes the recipient only; empty if there is none. The rest of the message may be invalid. */
  Optional<PhoneNumber> to(MessageFields message) throws RefusedMessageException {
    List<String> to = message.reader().texts(SmsFields.TO);
    if (to.size() > 1 || to.stream().anyMatch(SmsMessageDecoder::hasSeveral)) {
      throw RefusedMessageException.field(
          "to", "must be a single phone number: push a message for each");
    }
    return to.isEmpty()
        ? Optional.empty()
        : Optional.of(numbers.recipient("to", withoutFraction(to.get(0).strip())));
  }

  /**
   * Returns the digits of a number that a language wrote as a floating-point one: 4915123456789.0,
   * or 4.915123456789e+12. Its point and its exponent are no part of a phone number.
   *
   * @throws RefusedMessageException if digits are lost
   */
  private static String withoutFraction(String to) throws RefusedMessageException {
    if (!FLOATING_POINT.matcher(to).matches()) {
      return to;
    }
    BigDecimal number = new BigDecimal(to);
    boolean isWhole = number.scale() >= 0 && number.stripTrailingZeros().scale() <= 0;
    if (!isWhole) {
      throw RefusedMessageException.field(
          "to", "must be text: as a floating-point number it has lost digits");
    }
    return number.toBigInteger().toString();
  }

  private static boolean hasSeveral(String to) {
    return to.indexOf(',') >= 0 || to.indexOf(';') >= 0;
  }

  private static String body(MessageFields message) throws RefusedMessageException {
    Optional<String> body = message.reader().text(SmsFields.BODY);
    if (body.isEmpty() && !message.reader().isWritten(SmsFields.BODY)) {
      throw Absent.of(message, SmsFields.ALL, "body", "must be present");
    }
    String text = body.orElse("");
    if (text.isBlank() || text.length() > SmsMessage.MAX_BODY) {
      throw RefusedMessageException.field(
          "body", "must have 1 to " + SmsMessage.MAX_BODY + " characters, not only spaces");
    }
    if (Characters.any(text, c -> Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0)) {
      throw RefusedMessageException.field(
          "body", "must not contain NUL or other control characters than line breaks and tabs");
    }
    return text;
  }

  private static Optional<Originator> from(FieldReader fields) throws RefusedMessageException {
    Optional<String> from = fields.text(SmsFields.FROM).map(String::strip);
    if (from.isPresent() && !Originator.isValid(from.get())) {
      throw RefusedMessageException.field("from", "must be " + Originator.ALLOWED);
    }
    return from.map(Originator::new);
  }
}

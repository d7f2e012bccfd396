package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.SmsMessage;
import java.util.Optional;

/** Decodes a payload's fields to an SMS, or names the field that is wrong. */
final class SmsMessageDecoder {
  private final PhoneNumberReader numbers;

  SmsMessageDecoder(PhoneNumberReader numbers) {
    this.numbers = numbers;
  }

  SmsMessage decode(MessageFields fields) throws RefusedMessageException {
    Optional<PhoneNumber> to = to(fields);
    boolean topic = fields.flag("topic") && to.isEmpty();
    if (to.isEmpty() && !topic) {
      throw RefusedMessageException.field(
          "to", "must be present, or \"topic\": true for the topic of the settings");
    }
    return new SmsMessage(to, body(fields), from(fields), topic, fields.instant("expiresAt"));
  }

  /** Decodes the recipient only; empty if there is none. The rest of the message may be invalid. */
  Optional<PhoneNumber> to(MessageFields fields) throws RefusedMessageException {
    Optional<String> to = fields.text("to");
    return to.isEmpty() ? Optional.empty() : Optional.of(numbers.mobile("to", to.get()));
  }

  /**
   * Decodes the body, which producers of the Bun workers write as {@code message}; two different
   * bodies are a mistake.
   */
  private static String body(MessageFields fields) throws RefusedMessageException {
    Optional<String> body = fields.text("body");
    Optional<String> message = fields.text("message");
    if (body.isPresent() && message.isPresent() && !body.equals(message)) {
      throw RefusedMessageException.field("message", "must be left out, or be the same as body");
    }
    String text = body.or(() -> message).orElse("");
    if (text.isBlank() || text.length() > SmsMessage.MAX_BODY) {
      throw RefusedMessageException.field(
          "body", "must have 1 to " + SmsMessage.MAX_BODY + " characters, not only spaces");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0)) {
      throw RefusedMessageException.field(
          "body", "must not contain NUL or other control characters than line breaks and tabs");
    }
    return text;
  }

  private static Optional<Originator> from(MessageFields fields) throws RefusedMessageException {
    Optional<String> from = fields.text("from").map(String::strip);
    if (from.isPresent() && !Originator.isValid(from.get())) {
      throw RefusedMessageException.field("from", "must be " + Originator.ALLOWED);
    }
    return from.map(Originator::new);
  }
}

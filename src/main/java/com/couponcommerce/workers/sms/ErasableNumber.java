package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.gate.Verdict;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.SmsFields;
import com.couponcommerce.workers.sender.ErasableRecipient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A phone number whose traces are to be erased. */
final class ErasableNumber implements ErasableRecipient {
  /** Separators that people write between digits. */
  private static final String SEPARATORS = "[ ()/.-]*";

  private final PhoneNumber number;
  private final SmsMessageDecoder decoder;
  private final Pattern pattern;

  /**
   * @param spellings the digits of the number in the forms in which it may be written
   */
  ErasableNumber(PhoneNumber number, List<String> spellings, SmsMessageDecoder decoder) {
    this.number = number;
    this.decoder = decoder;
    this.pattern =
        Pattern.compile(
            spellings.stream()
                .map(digits -> String.join(SEPARATORS, digits.split("")))
                .collect(Collectors.joining("|", "(?<![0-9])(?:00)?(?:", ")(?![0-9])")));
  }

  @Override
  public String key() {
    return number.e164();
  }

  @Override
  public Verdict verdict(Payload payload) {
    return isTo(payload) ? new Verdict.Remove() : new Verdict.Keep();
  }

  private boolean isTo(Payload payload) {
    try {
      MessageFields fields = MessageFields.parse(payload);
      Optional<PhoneNumber> to = decoder.to(fields);
      if (to.isPresent() || fields.reader().flag(SmsFields.TOPIC)) {
        return to.filter(found -> found.e164().equals(number.e164())).isPresent();
      }
    } catch (RefusedMessageException e) {
      // searched below
    }
    // The recipient is unknown; a payload that has the number anywhere counts as the person's.
    String text = new String(payload.bytes(), StandardCharsets.ISO_8859_1);
    return pattern.matcher(text).find();
  }

  /** Returns the masked number. */
  @Override
  public String toString() {
    return number.toString();
  }
}

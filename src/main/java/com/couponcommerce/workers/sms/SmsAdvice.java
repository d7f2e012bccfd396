package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.FailureAdvice;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names the advice for the codes of Twilio and SNS that their tables have. */
@Singleton
public final class SmsAdvice implements FailureAdvice {
  private static final String TWILIO = "twilio-";
  private static final String SNS = "sns-";

  /** Codes of Twilio are numbers, those of SNS are words. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public Set<String> keys() {
    return Stream.concat(
            TwilioErrorTable.codes().map(code -> TWILIO + code),
            SnsErrorTable.names().map(name -> SNS + name))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<String> key(String rule, String code, String text) {
    if (NUMBER.matcher(code).matches()) {
      return Optional.of(Integer.parseInt(code))
          .filter(TwilioErrorTable::knows)
          .map(known -> TWILIO + known);
    }
    return SnsErrorTable.name(code, text).map(name -> SNS + name);
  }
}

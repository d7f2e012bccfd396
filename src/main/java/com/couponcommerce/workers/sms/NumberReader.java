package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.ErasableRecipient;
import com.couponcommerce.workers.sender.RecipientReader;
import com.couponcommerce.workers.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a phone number in the form that messages use, but of any kind: a refused message may name a
 * landline.
 */
@Singleton
public final class NumberReader implements RecipientReader {
  private final PhoneNumberReader numbers;

  @Inject
  public NumberReader(Settings settings) {
    this.numbers = new PhoneNumberReader(settings.smsNumbers());
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public ErasableRecipient recipient(String text) throws RefusedMessageException {
    PhoneNumber number = numbers.any("address", text);
    List<String> spellings = new ArrayList<>(List.of(number.e164().substring(1)));
    numbers.national(number).ifPresent(spellings::add);
    return new ErasableNumber(number, spellings, new SmsMessageDecoder(numbers));
  }
}

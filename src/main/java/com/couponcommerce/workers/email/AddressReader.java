package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailAddressParser;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.ErasableRecipient;
import com.couponcommerce.workers.sender.RecipientReader;
import jakarta.inject.Singleton;

/** Reads an e-mail address in the form that messages use. */
@Singleton
public final class AddressReader implements RecipientReader {
  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public ErasableRecipient recipient(String text) throws RefusedMessageException {
    return new ErasableAddress(
        new EmailAddress(EmailAddressParser.parse("address", text).address()));
  }
}

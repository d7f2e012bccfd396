package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.RefusedMessageException;

/** Makes a recipient of what somebody wrote, by the rules of a channel's messages. */
public interface RecipientReader {

  Channel channel();

  /**
   * Reads an address or a number.
   *
   * @throws RefusedMessageException where it is none, in words that do not quote it
   */
  ErasableRecipient recipient(String text) throws RefusedMessageException;
}

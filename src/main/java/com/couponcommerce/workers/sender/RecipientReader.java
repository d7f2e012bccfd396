package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.RefusedMessageException;

/** Reads the recipient that an operator wrote, by the rules of a channel's messages. */
public interface RecipientReader {

  Channel channel();

  /**
   * Reads an address or a number.
   *
   * @throws RefusedMessageException if it is invalid, in words that do not quote it
   */
  ErasableRecipient recipient(String text) throws RefusedMessageException;
}

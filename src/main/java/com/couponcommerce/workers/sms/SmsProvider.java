package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.sender.SendFence;
import java.util.List;
import java.util.Optional;

/** Somebody who brings texts to phones. Used by many threads at a time. */
interface SmsProvider extends AutoCloseable {

  /** As in SMS_PROVIDER. */
  String name();

  /** Itself, or those among whom it chooses. */
  default List<ProviderState> states() {
    return List.of(ProviderState.only(name()));
  }

  /** One try, which is at most one request to the provider, whatever comes of it. */
  DeliveryResult publish(MessageId id, SmsMessage message, SendFence fence);

  /** Tries credentials and connection without sending anything; empty where both work. */
  Optional<Failure> probe();

  @Override
  void close();
}

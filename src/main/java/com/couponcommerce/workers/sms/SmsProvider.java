package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.delivery.DeliveryResult;
import com.couponcommerce.workers.delivery.Failure;
import com.couponcommerce.workers.delivery.ProviderState;
import com.couponcommerce.workers.delivery.SendFence;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.SmsMessage;
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

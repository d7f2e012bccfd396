package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.sender.SendFence;
import java.util.List;
import java.util.Optional;

/** A provider that sends SMS messages. Used by many threads at a time. */
interface SmsProvider extends AutoCloseable {

  /** Returns the name, the same as in SMS_PROVIDER. */
  String name();

  /** Returns its own state, or the states of the providers between which it chooses. */
  default List<ProviderState> states() {
    return List.of(ProviderState.only(name()));
  }

  /** Makes one attempt, which is at most one request to the provider, whatever its outcome. */
  DeliveryResult publish(MessageId id, SmsMessage message, SendFence fence);

  /** Tests credentials and connection without sending; empty if both work. */
  Optional<Failure> probe();

  @Override
  void close();
}

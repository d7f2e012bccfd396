package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.Sender;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tells what a worker would say to a payload, without sending it. */
@Singleton
public final class SendCheck {
  private final Instance<Sender<?>> senders;

  @Inject
  public SendCheck(@Any Instance<Sender<?>> senders) {
    this.senders = senders;
  }

  /**
   * Decodes a payload as the workers of a channel do.
   *
   * @throws RefusedMessageException saying why it could never be sent as it is
   */
  public void check(Channel channel, Payload payload) throws RefusedMessageException {
    MessageFields fields = MessageFields.parse(payload);
    fields.id();
    SendWindow.of(fields);
    Attempts.of(fields, 1);
    for (Sender<?> sender : senders) {
      if (sender.channel() == channel) {
        sender.decode(fields);
      }
    }
  }

  /** Why it could never be sent as it is; empty where it could. */
  public Optional<String> problem(Channel channel, Payload payload) {
    try {
      check(channel, payload);
      return Optional.empty();
    } catch (RefusedMessageException e) {
      return Optional.of(e.problem());
    } catch (RuntimeException | StackOverflowError e) {
      // A decoder that breaks breaks in the worker, too.
      return Optional.of("the decoder failed with " + e.getClass().getSimpleName());
    }
  }

  /** True where it could be sent. */
  public boolean accepts(Channel channel, Payload payload) {
    return problem(channel, payload).isEmpty();
  }
}

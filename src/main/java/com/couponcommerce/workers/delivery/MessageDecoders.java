package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.CurrentSettings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The {@link MessageDecoder} of each channel, whether or not this instance drains it. Looks for the
 * senders when they are needed: Payara makes the health checks, and what they use, before the
 * application has its JNDI names, which a sender looks up.
 */
@Singleton
public final class MessageDecoders {
  private final Iterable<? extends Sender<?>> senders;
  private final CurrentSettings settings;
  private final RandomGenerator random = new SecureRandom();

  @Inject
  public MessageDecoders(@Any Instance<Sender<?>> senders, CurrentSettings settings) {
    this((Iterable<Sender<?>>) senders, settings);
  }

  public MessageDecoders(Iterable<? extends Sender<?>> senders, CurrentSettings settings) {
    this.senders = senders;
    this.settings = settings;
  }

  /**
   * Checks a payload of a channel that is to be sent now.
   *
   * @throws RefusedMessageException with the reason why it would be dead-lettered at once
   */
  public void check(Channel channel, Payload payload, Instant now) throws RefusedMessageException {
    of(channel).check(payload, now);
  }

  /** Returns why a payload of a channel could never be sent as it is; empty if it could. */
  public Optional<String> problem(Channel channel, Payload payload) {
    return of(channel).problem(payload);
  }

  /** Returns the decoder of a channel. */
  public MessageDecoder<?> of(Channel channel) {
    for (Sender<?> sender : senders) {
      if (sender.channel() == channel) {
        return new MessageDecoder<>(sender, settings, random);
      }
    }
    throw new IllegalStateException("no sender of " + channel);
  }
}

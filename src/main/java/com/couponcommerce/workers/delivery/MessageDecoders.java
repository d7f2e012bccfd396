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
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The {@link MessageDecoder} of each channel, whether or not this instance drains it. */
@Singleton
public final class MessageDecoders {
  private final Map<Channel, MessageDecoder<?>> decoders = new EnumMap<>(Channel.class);

  @Inject
  public MessageDecoders(@Any Instance<Sender<?>> senders, CurrentSettings settings) {
    this((Iterable<Sender<?>>) senders, settings);
  }

  public MessageDecoders(Iterable<? extends Sender<?>> senders, CurrentSettings settings) {
    RandomGenerator random = new SecureRandom();
    senders.forEach(
        sender -> decoders.put(sender.channel(), new MessageDecoder<>(sender, settings, random)));
  }

  /**
   * Checks a payload of a channel.
   *
   * @throws RefusedMessageException with the reason why it could never be sent as it is
   */
  public void check(Channel channel, Payload payload) throws RefusedMessageException {
    Decoded<?> unused = of(channel).decode(payload);
  }

  /** Returns why a payload of a channel could never be sent as it is; empty if it could. */
  public Optional<String> problem(Channel channel, Payload payload) {
    return of(channel).problem(payload);
  }

  /** Returns the decoder of a channel. */
  public MessageDecoder<?> of(Channel channel) {
    return Objects.requireNonNull(decoders.get(channel), channel::id);
  }
}

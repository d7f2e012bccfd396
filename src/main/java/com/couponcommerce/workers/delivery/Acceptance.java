package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.EnqueueResult.Entry;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.Settings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Looks at messages before they are enqueued with the eyes of the worker, so that whoever sends one
 * that could never be delivered hears of it at once. Whether the channel is set up or drained here
 * makes no difference.
 */
@Singleton
public final class Acceptance {
  /** What {@code MAX_MESSAGE_BYTES} allows for is more than a producer should send in one piece. */
  private static final int MOST_BYTES = 262_144;

  private static final String ID = "id";
  private static final String CREATED_AT = "createdAt";

  private final Map<Channel, Sender<?>> senders = new EnumMap<>(Channel.class);
  private final int mostBytes;
  private final CurrentSettings live;
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();

  @Inject
  public Acceptance(
      Settings settings,
      CurrentSettings live,
      @Any Instance<Sender<?>> senders,
      InstantSource clock) {
    this((Iterable<Sender<?>>) senders, settings, live, clock);
  }

  Acceptance(
      Iterable<? extends Sender<?>> senders,
      Settings settings,
      CurrentSettings live,
      InstantSource clock) {
    senders.forEach(sender -> this.senders.put(sender.channel(), sender));
    this.mostBytes = Math.min(MOST_BYTES, settings.work().messages().maxBytes());
    this.live = live;
    this.clock = clock;
  }

  /**
   * Checks a message, and gives it an id and the time of its creation where it has none; all else
   * in it stays to the letter.
   *
   * @throws RefusedMessageException saying what is wrong, without what the message says or to whom
   */
  public Entry accept(Channel channel, Payload payload) throws RefusedMessageException {
    if (payload.size() > mostBytes) {
      throw new RefusedMessageException(
          "the message has " + payload.size() + " bytes, but may have " + mostBytes);
    }
    try {
      return checked(Objects.requireNonNull(senders.get(channel)), payload);
    } catch (StackOverflowError e) {
      throw new RefusedMessageException("the message is too deeply nested");
    }
  }

  private Entry checked(Sender<?> sender, Payload payload) throws RefusedMessageException {
    // The id is the message's own, or else a new one.
    MessageId id = Decoded.of(payload, sender, live.get().retry().maxRetries(), random).id();
    MessageFields fields = MessageFields.parse(payload);
    if (fields.has(ID) && fields.has(CREATED_AT)) {
      return new Entry(id, payload);
    }
    PayloadEditor edited = fields.edit();
    if (!fields.has(ID)) {
      edited.set(ID, id.value());
    }
    if (!fields.has(CREATED_AT)) {
      edited.set(CREATED_AT, clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }
    return new Entry(id, edited.toPayload());
  }
}

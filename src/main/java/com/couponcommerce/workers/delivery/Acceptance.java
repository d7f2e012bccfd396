package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.EnqueueResult.Entry;
import com.couponcommerce.workers.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Looks at messages before they are enqueued with the eyes of the worker, so that whoever sends one
 * that could never be delivered hears of it at once. Whether the channel is set up or drained here
 * makes no difference.
 */
@Singleton
public final class Acceptance {
  /** What {@code MAX_MESSAGE_BYTES} allows for is more than a producer should send in one piece. */
  private static final int MAX_BYTES = 262_144;

  private static final String ID = "id";
  private static final String CREATED_AT = "createdAt";

  private final MessageDecoders decoders;
  private final int maxBytes;
  private final InstantSource clock;

  @Inject
  public Acceptance(MessageDecoders decoders, Settings settings, InstantSource clock) {
    this.decoders = decoders;
    this.maxBytes = Math.min(MAX_BYTES, settings.work().messages().maxBytes());
    this.clock = clock;
  }

  /**
   * Checks a message, and gives it an id and the time of its creation where it has none; all else
   * in it stays to the letter.
   *
   * @throws RefusedMessageException saying what is wrong, without what the message says or to whom
   */
  public Entry accept(Channel channel, Payload payload) throws RefusedMessageException {
    if (payload.size() > maxBytes) {
      throw new RefusedMessageException(
          "the message has " + payload.size() + " bytes, but may have " + maxBytes);
    }
    // The id is the message's own, or else a new one.
    MessageId id = decoders.of(channel).decode(payload).id();
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

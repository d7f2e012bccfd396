package com.couponcommerce.workers.api.enqueue;

import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.UnknownNames;
import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.queue.EnqueueResult.Entry;
import com.couponcommerce.workers.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Checks messages before they are enqueued by the rules of the worker, so that a producer learns at
 * once that a message could never be delivered. Whether this instance drains the channel or has a
 * sender for it makes no difference.
 */
@Singleton
public final class Acceptance {
  /** Limit of one message; {@code MAX_MESSAGE_BYTES} may allow more than a producer should send. */
  private static final int MAX_BYTES = 262_144;

  private static final String ID = "id";
  private static final String CREATED_AT = "createdAt";

  private final MessageDecoders decoders;
  private final int maxBytes;
  private final InstantSource clock;

  /**
   * A message that can be enqueued.
   *
   * @param ignored names of the fields that have no effect
   */
  record Accepted(Entry entry, Set<String> ignored) {}

  @Inject
  public Acceptance(MessageDecoders decoders, Settings settings, InstantSource clock) {
    this.decoders = decoders;
    this.maxBytes = Math.min(MAX_BYTES, settings.work().messages().maxBytes());
    this.clock = clock;
  }

  /**
   * Checks a message, and gives it an id and the time of its creation where it has none; everything
   * else stays byte for byte.
   *
   * @throws RefusedMessageException with the reason, which quotes neither content nor recipient
   */
  Accepted accept(Channel channel, Payload payload) throws RefusedMessageException {
    if (payload.size() > maxBytes) {
      throw new RefusedMessageException(
          "the message has " + payload.size() + " bytes, but may have " + maxBytes);
    }
    // The decoder makes an id where the message has none.
    MessageId id = decoders.of(channel).decode(payload).id();
    MessageFields fields = MessageFields.parse(payload);
    boolean isNamed = fields.reader().has(CommonFields.ID);
    boolean isDated = fields.reader().has(CommonFields.CREATED_AT);
    if (isNamed && isDated) {
      return new Accepted(new Entry(id, payload), UnknownNames.of(fields, channel));
    }
    PayloadEditor edited = fields.edit();
    if (!isNamed) {
      edited.set(ID, id.value());
    }
    if (!isDated) {
      edited.set(CREATED_AT, clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }
    return new Accepted(new Entry(id, edited.toPayload()), UnknownNames.of(fields, channel));
  }
}

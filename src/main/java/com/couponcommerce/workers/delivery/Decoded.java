package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.Sender;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decoded payload of a message that can be sent.
 *
 * @param rewritten payload that replaces the claimed one before the first attempt; empty if that
 *     stays
 */
public record Decoded<M>(
    MessageFields fields,
    MessageId id,
    SendWindow window,
    Attempts attempts,
    M message,
    Optional<Payload> rewritten) {
  /** Decodes all fields, so that no error of the message is found later. */
  static <M> Decoded<M> of(
      Payload payload, Sender<M> sender, int defaultMaxRetries, RandomGenerator random)
      throws RefusedMessageException {
    MessageFields fields = MessageFields.parse(payload);
    Optional<MessageId> id = fields.id();
    SendWindow window = SendWindow.of(fields);
    Attempts attempts = Attempts.of(fields, defaultMaxRetries);
    M message = sender.decode(fields);
    if (id.isPresent() && !DeadLetterNote.isRedriven(fields)) {
      return new Decoded<>(fields, id.get(), window, attempts, message, Optional.empty());
    }
    MessageId sureId = id.orElseGet(() -> MessageId.random(random));
    Payload rewritten = DeadLetterNote.edit(fields).set("id", sureId.value()).toPayload();
    return new Decoded<>(
        MessageFields.parse(rewritten), sureId, window, attempts, message, Optional.of(rewritten));
  }
}

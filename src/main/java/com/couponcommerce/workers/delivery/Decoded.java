package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A payload that can be sent.
 *
 * @param rewritten the payload to put in its place before the first try; empty where it can stay
 */
record Decoded<M>(
    MessageFields fields,
    MessageId id,
    int retries,
    int maxRetries,
    M message,
    Optional<Payload> rewritten) {
  /** A message cannot ask for more tries than this. */
  private static final int MOST_RETRIES = 1000;

  /** Decodes everything, so that nothing of the message is found wrong later. */
  static <M> Decoded<M> of(
      Payload payload, Sender<M> sender, int defaultMaxRetries, RandomGenerator random)
      throws RefusedMessageException {
    MessageFields fields = MessageFields.parse(payload);
    Optional<MessageId> id = fields.id();
    int retries = fields.count("retries", MOST_RETRIES).orElse(0);
    int maxRetries = fields.count("maxRetries", MOST_RETRIES).orElse(defaultMaxRetries);
    M message = sender.decode(fields);
    boolean redriven = GivenUp.isRedriven(fields);
    if (id.isPresent() && !redriven) {
      return new Decoded<>(fields, id.get(), retries, maxRetries, message, Optional.empty());
    }
    PayloadEditor editor = fields.edit();
    if (redriven) {
      GivenUp.startOver(editor);
    }
    MessageId sureId = id.orElseGet(() -> MessageId.random(random));
    Payload rewritten = editor.set("id", sureId.value()).toPayload();
    return new Decoded<>(
        MessageFields.parse(rewritten),
        sureId,
        redriven ? 0 : retries,
        maxRetries,
        message,
        Optional.of(rewritten));
  }
}

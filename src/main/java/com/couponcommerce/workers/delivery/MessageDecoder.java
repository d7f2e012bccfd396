package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.CurrentSettings;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decodes the payloads of one channel, or tells why one could never be sent. The worker, jobs and
 * the API all use this class, so that they never disagree.
 *
 * @param <M> the channel's decoded message
 */
public final class MessageDecoder<M> {
  private final Sender<M> sender;
  private final CurrentSettings settings;
  private final RandomGenerator random;

  /**
   * @param random source of ids for messages that have none
   */
  public MessageDecoder(Sender<M> sender, CurrentSettings settings, RandomGenerator random) {
    this.sender = sender;
    this.settings = settings;
    this.random = random;
  }

  /**
   * Decodes all fields, so that no error of the message is found later.
   *
   * @throws RefusedMessageException with the reason why it could never be sent as it is, also if
   *     the decoder fails: a payload that breaks it once breaks it each time
   */
  public Decoded<M> decode(Payload payload) throws RefusedMessageException {
    try {
      return Decoded.of(payload, sender, settings.get().retry().maxRetries(), random);
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(e);
    }
  }

  /** Returns why a payload could never be sent as it is; empty if it could. */
  public Optional<String> problem(Payload payload) {
    try {
      Decoded<M> unused = decode(payload);
      return Optional.empty();
    } catch (RefusedMessageException e) {
      return Optional.of(e.problem());
    }
  }

  /**
   * Checks a payload that is to be sent now.
   *
   * @throws RefusedMessageException with the reason why it would be dead-lettered at once
   */
  public void check(Payload payload, Instant now) throws RefusedMessageException {
    if (decode(payload).window().isOver(now)) {
      throw RefusedMessageException.field(
          "expiresAt", "has passed, so the message would be dead-lettered again at once");
    }
  }

  /** Makes the refusal of a payload that broke a decoder. */
  static RefusedMessageException failed(Throwable reason) {
    return new RefusedMessageException(
        "the decoder failed with " + reason.getClass().getSimpleName());
  }
}

package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.util.List;
import java.util.Optional;

/**
 * Delivers the messages of one channel. Used by many threads at a time.
 *
 * @param <M> the channel's decoded message
 */
public interface Sender<M> {

  Channel channel();

  /** False where nobody has set it up: the channel's queue is left alone. */
  default boolean isConfigured() {
    return true;
  }

  /** Checks everything that can be checked without the provider. */
  M decode(MessageFields fields) throws RefusedMessageException;

  /**
   * Whom the message goes to, where its channel may limit what one recipient gets: the same text
   * for the same recipient. Empty where it does not.
   */
  default List<String> recipients(M message) {
    return List.of();
  }

  /**
   * One try. Every failure of the provider or the network is a result, never an exception; an
   * exception is a bug and counts as {@link FailureClass#TRANS_RECIPIENT}.
   *
   * @param id the same at each try, also after a crash
   */
  DeliveryResult send(MessageId id, M message, SendFence fence);

  /** Tries credentials and connection without sending anything; empty where both work. */
  Optional<Failure> probe();

  /** False where a message that may have been sent must not be sent again. */
  default boolean retriesUnknown() {
    return true;
  }

  /** Who must not be sent to once they have opted out; empty where the channel has no such list. */
  default Optional<String> optOutKey(M message) {
    return Optional.empty();
  }

  /** True where this failure says that the recipient has opted out. */
  default boolean isOptOut(Failure failure) {
    return false;
  }

  /** Who delivers, in the order in which they are asked; each name is one of a few. */
  default List<ProviderState> providers() {
    return List.of();
  }

  /** The connections that are kept for reuse; empty where the provider's client keeps its own. */
  default Optional<Connections> connections() {
    return Optional.empty();
  }

  /** Called now and then while there is nothing to send, to close what nobody uses. */
  default void whileIdle() {}
}

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

  /** Returns false if the settings configure no provider: the channel is not drained then. */
  default boolean isConfigured() {
    return true;
  }

  /** Decodes a message, and checks everything that can be checked without the provider. */
  M decode(MessageFields fields) throws RefusedMessageException;

  /**
   * Returns the recipients of a message for the limit per recipient: the same string for the same
   * recipient. Empty if the channel has no such limit.
   */
  default List<String> recipients(M message) {
    return List.of();
  }

  /** Returns what distinguishes the message from others if it is refused. */
  default Traits traits(M message) {
    return Traits.NONE;
  }

  /**
   * Makes one attempt. Every failure of the provider or the network is a result, never an
   * exception; an exception is a bug and counts as {@link FailureClass#TRANS_RECIPIENT}.
   *
   * @param id the same at each attempt, also after a crash
   */
  DeliveryResult send(MessageId id, M message, SendFence fence);

  /** Returns what one thread sends with; the thread closes it. */
  default SendLine<M> line() {
    return (id, message, fence, upcoming) -> send(id, message, fence);
  }

  /** Checks credentials and connection without sending anything; empty if both work. */
  Optional<Failure> probe();

  /** Returns false if a message that may have been sent must not be sent again. */
  default boolean retriesUnknown() {
    return true;
  }

  /** Returns the recipient's key in the list of opt-outs; empty if the channel has no such list. */
  default Optional<String> optOutKey(M message) {
    return Optional.empty();
  }

  /** True where this failure says that the recipient has opted out. */
  default boolean isOptOut(Failure failure) {
    return false;
  }

  /**
   * Returns the channel's providers in the order in which they are used; names are few and fixed.
   */
  default List<ProviderState> providers() {
    return List.of();
  }

  /** Returns the connections kept for reuse; empty if the provider's client manages them itself. */
  default Optional<Connections> connections() {
    return Optional.empty();
  }

  /** Closes unused connections; called now and then while there is nothing to send. */
  default void whileIdle() {}
}

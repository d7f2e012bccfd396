package com.couponcommerce.workers.sender;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Result of one attempt. */
public sealed interface DeliveryResult {

  /**
   * The provider accepted the message.
   *
   * @param reply the provider's answer as it wrote it, often with its id of the message; empty if
   *     it gave none. It may name persons
   */
  record Delivered(String reply) implements DeliveryResult {}

  /**
   * The provider accepted the message for some recipients, and certainly not for the others.
   *
   * @param remaining addresses of the others, as written in the message
   * @param failure worst failure among them
   */
  record PartlyDelivered(List<String> remaining, Failure failure) implements DeliveryResult {
    public PartlyDelivered {
      remaining = List.copyOf(remaining);
    }
  }

  /** The provider accepted nothing, or the outcome is unknown ({@link FailureClass#AMBIGUOUS}). */
  record Failed(Failure failure) implements DeliveryResult {}

  /** The {@link SendFence} stopped the attempt before anything was handed over. */
  record Abandoned() implements DeliveryResult {}

  /** Calls the function of this case. A new case adds a parameter, so that no caller forgets it. */
  default <T> T match(
      Function<Delivered, T> delivered,
      Function<PartlyDelivered, T> partlyDelivered,
      Function<Failed, T> failed,
      Function<Abandoned, T> abandoned) {
    if (this instanceof Delivered result) {
      return delivered.apply(result);
    } else if (this instanceof PartlyDelivered result) {
      return partlyDelivered.apply(result);
    } else if (this instanceof Failed result) {
      return failed.apply(result);
    }
    return abandoned.apply((Abandoned) this);
  }

  /** Returns the failure of this attempt; empty if it was delivered or abandoned. */
  default Optional<Failure> anyFailure() {
    return match(
        delivered -> Optional.empty(),
        partly -> Optional.of(partly.failure()),
        failed -> Optional.of(failed.failure()),
        abandoned -> Optional.empty());
  }
}

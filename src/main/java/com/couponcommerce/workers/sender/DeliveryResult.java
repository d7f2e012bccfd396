package com.couponcommerce.workers.sender;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What came of one try. */
public sealed interface DeliveryResult {

  /**
   * The provider took it.
   *
   * @param reply its answer, often with the id it gave the message; empty where it gave none
   */
  record Delivered(String reply) implements DeliveryResult {}

  /**
   * The provider took it for some recipients, and surely not for those that remain.
   *
   * @param remaining addresses still to be served, as they stand in the message
   * @param failure the worst that was said of them
   */
  record PartlyDelivered(List<String> remaining, Failure failure) implements DeliveryResult {
    public PartlyDelivered {
      remaining = List.copyOf(remaining);
    }
  }

  /** The provider took nothing, or nobody knows ({@link FailureClass#AMBIGUOUS}). */
  record Failed(Failure failure) implements DeliveryResult {}

  /** The {@link SendFence} stopped the try before anything was handed over. */
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

  /** Returns the failure of this attempt; empty where it was delivered or abandoned. */
  default Optional<Failure> anyFailure() {
    return match(
        delivered -> Optional.empty(),
        partly -> Optional.of(partly.failure()),
        failed -> Optional.of(failed.failure()),
        abandoned -> Optional.empty());
  }
}

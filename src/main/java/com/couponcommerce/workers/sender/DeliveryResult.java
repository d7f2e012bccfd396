package com.couponcommerce.workers.sender;

import java.util.List;

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
}

package com.couponcommerce.workers.sender;

import java.util.Optional;

/**
 * One of those who deliver the messages of a channel.
 *
 * @param name such as {@code smtp} or {@code twilio}
 * @param pause why messages go around it to another provider; empty where they do not
 */
public record ProviderState(String name, Optional<CircuitBreaker.Pause> pause) {
  /** One around whom there is no way: when it does not work, the channel pauses. */
  public static ProviderState only(String name) {
    return new ProviderState(name, Optional.empty());
  }
}

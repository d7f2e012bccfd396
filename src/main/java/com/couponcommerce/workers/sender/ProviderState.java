package com.couponcommerce.workers.sender;

import java.util.Optional;

/**
 * State of a provider of a channel.
 *
 * @param name name such as {@code smtp} or {@code twilio}
 * @param pause reason for which messages go to another provider; empty if they do not
 */
public record ProviderState(String name, Optional<CircuitBreaker.Pause> pause) {
  /** Makes the state of a channel's only provider: when it does not work, the channel pauses. */
  public static ProviderState only(String name) {
    return new ProviderState(name, Optional.empty());
  }
}

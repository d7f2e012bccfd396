package com.couponcommerce.workers.sender;

import java.util.Set;

/**
 * Properties of a message for which a provider may refuse it and not the next one.
 *
 * @param ownSender true if it names a sender other than the default one
 * @param recipients the same string for the same recipient
 * @param destinations domains or country codes of the recipients
 */
public record Traits(boolean ownSender, Set<String> recipients, Set<String> destinations) {
  /** Nothing is known of the message. */
  public static final Traits NONE = new Traits(false, Set.of(), Set.of());

  public Traits {
    recipients = Set.copyOf(recipients);
    destinations = Set.copyOf(destinations);
  }

  /**
   * Returns how well a message of these traits shows whether the refusal of another one was that
   * one's own: the default sender counts more than another destination.
   */
  public int worthAsWitness(Traits accused) {
    return (ownSender ? 0 : 2)
        + (destinations.stream().noneMatch(accused.destinations()::contains) ? 1 : 0);
  }
}

package com.couponcommerce.workers.delivery;

import java.util.List;

/**
 * Is told each {@link DeliveryEvent} on the thread that delivers: it must neither wait nor throw.
 */
@FunctionalInterface
public interface DeliveryListener {

  void on(DeliveryEvent event);

  /** Tells several listeners, in their order. */
  static DeliveryListener all(List<? extends DeliveryListener> listeners) {
    List<DeliveryListener> copy = List.copyOf(listeners);
    return event -> copy.forEach(listener -> listener.on(event));
  }
}

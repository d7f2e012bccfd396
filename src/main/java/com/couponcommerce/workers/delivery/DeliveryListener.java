package com.couponcommerce.workers.delivery;

import java.util.List;

/**
 * Listener to each {@link DeliveryEvent}, called on the thread that delivers: it must neither wait
 * nor throw.
 */
@FunctionalInterface
public interface DeliveryListener {

  void on(DeliveryEvent event);

  /** Returns a listener that tells several others, in their order. */
  static DeliveryListener all(List<? extends DeliveryListener> listeners) {
    List<DeliveryListener> copy = List.copyOf(listeners);
    return event -> copy.forEach(listener -> listener.on(event));
  }
}

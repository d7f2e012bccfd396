package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.util.List;

/** Listener to each {@link DeliveryEvent}, called on the thread that delivers: it must not wait. */
@FunctionalInterface
public interface DeliveryListener {

  void on(DeliveryEvent event);

  /**
   * Returns a listener that tells several others, in their order. What one of them throws is logged
   * and changes nothing: a message that was delivered must still be acked.
   */
  static DeliveryListener all(List<? extends DeliveryListener> listeners) {
    List<DeliveryListener> copy = List.copyOf(listeners);
    return event -> copy.forEach(listener -> tell(listener, event));
  }

  private static void tell(DeliveryListener listener, DeliveryEvent event) {
    try {
      listener.on(event);
    } catch (RuntimeException | Error e) {
      EventLog.of(DeliveryListener.class)
          .error(
              LogLine.saying("fault", "an event was not noted (a bug)")
                  .with("listener", listener.getClass().getSimpleName()),
              e);
    }
  }
}

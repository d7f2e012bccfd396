package com.couponcommerce.workers.queue;

import java.util.List;

/**
 * What a claim brought.
 *
 * @param twins messages left in pending because a byte-identical one is in processing
 * @param tooLarge messages moved to the dead letters unread
 */
public record Claim(List<Lease> leases, int twins, int tooLarge) {
  public Claim {
    leases = List.copyOf(leases);
  }

  /** True where there was nothing to claim. */
  public boolean foundNothing() {
    return leases.isEmpty() && twins == 0 && tooLarge == 0;
  }
}

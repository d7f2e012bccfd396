package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.redis.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a claim.
 *
 * @param twins messages left in pending because a byte-identical one is in processing
 * @param tooLarge messages moved to the dead letters unread
 * @param paused true if nothing was claimed because an operator has paused the channel
 */
public record Claim(List<Lease> leases, int twins, int tooLarge, boolean paused) {
  public Claim {
    leases = List.copyOf(leases);
  }

  /** Reads {time of the claim, twins, too large, {payloads}, paused}. */
  static Claim read(Reply reply) {
    List<?> values = reply.list();
    LeaseToken token = new LeaseToken(Reply.text(values.get(0)));
    List<Lease> leases = new ArrayList<>();
    for (Object payload : (List<?>) values.get(3)) {
      leases.add(new Lease(new Payload((byte[]) payload), token));
    }
    return new Claim(
        leases,
        Reply.number(values.get(1)),
        Reply.number(values.get(2)),
        Reply.number(values.get(4)) == 1);
  }

  /** Returns whether there was nothing to claim. */
  public boolean foundNothing() {
    return leases.isEmpty() && twins == 0 && tooLarge == 0;
  }
}

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.Reply;
import java.util.ArrayList;
import java.util.List;

/** A message in processing with the proof of its claim. */
public record Lease(Payload payload, LeaseToken token) {

  /** Adds the token and the payload, in the order of every script that checks a lease. */
  Arguments addTo(Arguments arguments) {
    return arguments.add(token.score()).add(payload);
  }

  /** Reads {payload, token, payload, token, …}. */
  static List<Lease> readAll(Reply reply) {
    List<?> values = reply.list();
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 2) {
      Payload payload = new Payload((byte[]) values.get(i));
      leases.add(new Lease(payload, new LeaseToken(Reply.text(values.get(i + 1)))));
    }
    return leases;
  }
}

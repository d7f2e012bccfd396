package com.couponcommerce.workers.queue.backup;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import java.util.Optional;

/**
 * A message of a backup.
 *
 * @param due score of a message in retry, in ms since 1970, as Redis writes it; empty in other
 *     states
 */
public record StoredMessage(QueueState state, Optional<String> due, Payload payload)
    implements Stored {
  @Override
  public long bytes() {
    return payload.size();
  }
}

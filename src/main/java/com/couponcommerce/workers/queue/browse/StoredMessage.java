package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import java.util.Optional;

/**
 * A message as it lies in a key.
 *
 * @param due where it waits in retry: its score, which is ms since 1970, as Redis writes it
 */
public record StoredMessage(QueueState state, Optional<String> due, Payload payload) {}

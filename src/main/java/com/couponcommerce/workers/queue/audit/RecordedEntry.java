package com.couponcommerce.workers.queue.audit;

import java.time.Instant;

/** An {@link AuditEntry} with its position in the trail. */
public record RecordedEntry(AuditPosition position, AuditEntry entry) {
  /** Returns when it was written, by the Redis clock. */
  public Instant at() {
    return Instant.ofEpochMilli(position.millis());
  }
}

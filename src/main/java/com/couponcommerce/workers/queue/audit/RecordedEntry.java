package com.couponcommerce.workers.queue.audit;

import java.time.Instant;

/**
 * An {@link AuditEntry} with its place in the trail.
 *
 * @param position where it stands
 */
public record RecordedEntry(AuditPosition position, AuditEntry entry) {
  /** When it was written, by Redis's clock. */
  public Instant at() {
    return Instant.ofEpochMilli(position.millis());
  }
}

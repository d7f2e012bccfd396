package com.couponcommerce.workers.queue.backup;

import java.util.OptionalLong;

/**
 * How far the import of a file came.
 *
 * @param imported messages of the file that are in the queue, or were
 * @param total messages of the whole file; empty until its end was reached
 */
public record ImportProgress(long imported, OptionalLong total) {
  /** True once all of the file was imported. */
  public boolean isComplete() {
    return total.isPresent();
  }
}

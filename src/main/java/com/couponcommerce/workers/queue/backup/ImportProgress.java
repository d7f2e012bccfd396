package com.couponcommerce.workers.queue.backup;

import java.util.OptionalLong;

/**
 * The progress of the import of a file.
 *
 * @param imported number of messages of the file that were put into the queue
 * @param total number of all messages of the file; empty until its end was reached
 */
public record ImportProgress(long imported, OptionalLong total) {
  /** Returns whether the whole file was imported. */
  public boolean isComplete() {
    return total.isPresent();
  }
}

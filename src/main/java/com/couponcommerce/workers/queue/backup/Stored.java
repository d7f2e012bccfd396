package com.couponcommerce.workers.queue.backup;

/** An entry of a backup: one line of its file. */
public sealed interface Stored permits StoredMessage, StoredOptOut {
  /** Returns its size, by which batches are bounded. */
  long bytes();
}

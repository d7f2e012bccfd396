package com.couponcommerce.workers.queue.backup;

/** The end of a list at which imported messages are put. */
public enum ImportEnd {
  /** Imports behind the messages that are there, for a file that has the oldest first. */
  NEWEST,
  /** Imports before the messages that are there, for a file that has the newest first. */
  OLDEST
}

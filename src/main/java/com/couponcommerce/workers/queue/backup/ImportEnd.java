package com.couponcommerce.workers.queue.backup;

/** At which end of a list imported messages are put. */
public enum ImportEnd {
  /** Behind those that are there: for a file that has the oldest first. */
  NEWEST,
  /** Before those that are there: for a file that has the newest first. */
  OLDEST
}

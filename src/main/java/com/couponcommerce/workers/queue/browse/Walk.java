package com.couponcommerce.workers.queue.browse;

import java.util.List;

/** Reads all messages of one state, oldest first, a bounded window at a time. */
public interface Walk {
  /** Messages of a window at most. */
  int MOST_MESSAGES = 500;

  /** Bytes of a window at most; one message alone may have more. */
  int MOST_BYTES = 1_048_576;

  /** The next window; empty once all were read. */
  List<StoredMessage> next();
}

package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.queue.backup.Stored;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The messages of a file, or of a part of it, in order and without a gap. */
interface ImportSource {
  /**
   * Returns the number of the first message in the file, from 1. Known after the first message or
   * the end was read.
   */
  long first();

  /**
   * Returns the next message; empty at the end.
   *
   * @throws BadLineException if a line is invalid; the next call reads the line after it
   */
  Optional<Stored> next() throws IOException, BadLineException;

  /** Returns the number of messages in the file, once its end was read. */
  OptionalLong total();
}

package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.queue.StoredMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The messages of a file, or of a part of it, in their order and without a gap. */
interface ImportSource {
  /** The number of the first message in the file, from 1; known once one was read, or the end. */
  long first();

  /**
   * The next message; empty at the end.
   *
   * @throws BadLineException where a line is wrong; the next call reads the line after it
   */
  Optional<StoredMessage> next() throws IOException, BadLineException;

  /** Messages of the whole file, where its end was read. */
  OptionalLong total();
}

package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.backup.Stored;
import com.couponcommerce.workers.queue.backup.StoredMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the output of {@code redis-cli lrange … 0 -1}: one payload a line, newest first. The format
 * does not show where it was cut, and splits a payload with a line break into several lines. So
 * only lines that are JSON objects are accepted.
 */
final class RedisCliReader implements ImportSource {
  private final Lines lines;
  private final QueueState state;
  private final long first;
  private final boolean part;
  private long messages;
  private OptionalLong total = OptionalLong.empty();

  /**
   * @param first number of the first message in the file
   * @param part whether more of the file follows
   */
  RedisCliReader(Lines lines, QueueState state, long first, boolean part) {
    this.lines = lines;
    this.state = state;
    this.first = first;
    this.part = part;
  }

  @Override
  public long first() {
    return first;
  }

  @Override
  public OptionalLong total() {
    return total;
  }

  @Override
  public Optional<Stored> next() throws IOException, BadLineException {
    Optional<byte[]> line = lines.next();
    // redis-cli prints an empty line for an empty list.
    while (line.isPresent() && Lines.isBlank(line.get())) {
      line = lines.next();
    }
    if (line.isEmpty()) {
      total = part ? OptionalLong.empty() : OptionalLong.of(first - 1 + messages);
      return Optional.empty();
    }
    Payload payload = new Payload(line.get());
    try {
      MessageFields.parse(payload);
    } catch (RefusedMessageException e) {
      throw new BadLineException(
          lines.number(),
          "is not a JSON object: either a payload with a line break, or no payload");
    }
    messages++;
    return Optional.of(new StoredMessage(state, Optional.empty(), payload));
  }
}

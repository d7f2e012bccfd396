package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that was found on the queue.
 *
 * @param payload its bytes, or only the beginning if it is too large for any worker
 * @param size full size in bytes
 * @param place in a list: counted from its right end; in a sorted set: 0
 * @param score in a sorted set: as Redis writes it; in a list: empty
 */
public record FoundMessage(QueueState state, Payload payload, long size, long place, String score) {
  /** Returns false if only its beginning was read. */
  public boolean isWhole() {
    return payload.size() == size;
  }

  /** Returns when it was claimed or is due; empty in a list, and if the score is no valid time. */
  public Optional<Instant> scored() {
    if (score.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochMilli(new BigDecimal(score).longValue()));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the SHA-1 of its bytes in hex, which scripts can compute too. It is for Redis alone: a
   * short secret in a message can be computed from it.
   */
  public String sha1() {
    return Digest.sha1(payload.bytes());
  }
}

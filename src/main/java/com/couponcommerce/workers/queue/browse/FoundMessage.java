package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as it was found on the queue.
 *
 * @param payload its bytes; of one that is larger than any message may be, the beginning
 * @param size in bytes
 * @param place in a list, counted from its right end; in a sorted set 0
 * @param score in a sorted set; in a list empty
 */
public record FoundMessage(QueueState state, Payload payload, long size, long place, String score) {
  private static final int ENTRY_LENGTH = 32;

  /**
   * Names it in the API: the first 32 hex digits of the SHA-256 of its bytes, so that
   * byte-identical ones, which nobody can tell apart, have the same name.
   */
  public String entry() {
    String rest = isWhole() ? "" : ":" + size;
    return Digest.sha256(payload.bytes(), rest.getBytes(StandardCharsets.US_ASCII))
        .substring(0, ENTRY_LENGTH);
  }

  /** False where only its beginning was read. */
  public boolean isWhole() {
    return payload.size() == size;
  }

  /** When it was claimed, or is due; empty in a list, and where nobody could count so far. */
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

  /** SHA-1 of its bytes in hex, as scripts can have it too. */
  public String sha1() {
    return Digest.sha1(payload.bytes());
  }
}

package com.couponcommerce.workers.queue.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals that Redis did not answer or refused. It is unknown what the call did; every change of
 * state may be called again. The message holds the error of Redis and advice, without credentials.
 */
public class QueueUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String refusal;

  /** Returns whether Redis has no memory left; then the call did nothing. */
  public boolean isOutOfMemory() {
    return RedisRefusals.isOutOfMemory(getCause());
  }

  public QueueUnavailableException(String problem) {
    super(problem);
    this.refusal = null;
  }

  public QueueUnavailableException(String problem, Throwable cause) {
    super(problem, cause);
    this.refusal = null;
  }

  /**
   * Signals that the Redis at an address refuses.
   *
   * @param refusal what it said, and advice
   */
  QueueUnavailableException(String address, String refusal, Throwable cause) {
    super("Redis at " + address + " refuses: " + refusal, cause);
    this.refusal = refusal;
  }

  /** Returns what Redis said if it refuses, without its address; empty if it does not answer. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }
}

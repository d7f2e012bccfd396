package com.couponcommerce.workers.queue.redis;

/**
 * Signals that Redis did not answer or refused. It is unknown what the call did; every change of
 * state may be called again. The message holds the error of Redis and advice, without credentials.
 */
public final class QueueUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Returns whether Redis has no memory left; then the call did nothing. */
  public boolean isOutOfMemory() {
    return RedisRefusals.isOutOfMemory(getCause());
  }

  QueueUnavailableException(String problem) {
    super(problem);
  }

  public QueueUnavailableException(String problem, Throwable cause) {
    super(problem, cause);
  }
}

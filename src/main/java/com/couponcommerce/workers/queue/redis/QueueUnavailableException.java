package com.couponcommerce.workers.queue.redis;

/**
 * Redis did not answer, or refused. Nothing is known of what the call did; every change of state
 * may be called again. The text says what Redis said and what to do about it, without credentials.
 */
public final class QueueUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** True where Redis has no memory left: then the call did nothing. */
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

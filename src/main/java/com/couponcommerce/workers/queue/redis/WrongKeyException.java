package com.couponcommerce.workers.queue.redis;

/** Signals that Redis refuses since a key of the queues holds another type; nothing was changed. */
public final class WrongKeyException extends QueueUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem the key, its type, and what to do
   */
  WrongKeyException(String address, String problem, Throwable cause) {
    super(address, problem, problem, cause);
  }

  /** Returns the key, its type, and what to do, without the address of Redis. */
  public String problem() {
    return refusal().orElseThrow();
  }
}

package com.couponcommerce.workers.queue.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals that Redis did not answer or refused. It is unknown what the call did; every change of
 * state may be called again. The message holds the error of Redis and advice, without credentials.
 */
public class QueueUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String SILENT = "Redis does not answer; the log has its error";

  private final @Nullable String refusal;
  private final String publicReason;

  /** Returns whether Redis has no memory left; then the call did nothing. */
  public boolean isOutOfMemory() {
    return RedisRefusals.isOutOfMemory(getCause());
  }

  public QueueUnavailableException(String problem) {
    super(problem);
    this.refusal = null;
    this.publicReason = problem;
  }

  public QueueUnavailableException(String problem, Throwable cause) {
    super(problem, cause);
    this.refusal = null;
    this.publicReason = SILENT;
  }

  /**
   * Signals that the Redis at an address refuses.
   *
   * @param refusal what it said, and advice
   * @param publicReason of it what names no host
   */
  QueueUnavailableException(String address, String refusal, String publicReason, Throwable cause) {
    super("Redis at " + address + " refuses: " + refusal, cause);
    this.refusal = refusal;
    this.publicReason = publicReason;
  }

  /** Returns the reason without the address of a host, for those who need no login to read it. */
  public String publicReason() {
    return publicReason;
  }

  /** Returns what Redis said if it refuses, without its address; empty if it does not answer. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }
}

package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** A {@link RunningWorker} with a scripted sender. */
final class PlainWorker implements AutoCloseable {
  static final int CONCURRENCY = 4;

  private final ScriptedSender sender;
  private final RunningWorker<String> running;

  private PlainWorker(ScriptedSender sender, RunningWorker<String> running) {
    this.sender = sender;
    this.running = running;
  }

  /** Starts a worker whose sender delivers at once. */
  static PlainWorker start(Map<String, String> settings) {
    return start(settings, new ScriptedSender());
  }

  static PlainWorker start(Map<String, String> settings, ScriptedSender sender) {
    return new PlainWorker(sender, RunningWorker.start(settings, sender));
  }

  /**
   * Starts a worker with the given sender, executor and clock.
   *
   * @param executor runs duties and sends
   * @param nanoTime monotonic clock for ages
   */
  static PlainWorker start(
      Map<String, String> settings,
      ScriptedSender sender,
      Executor executor,
      LongSupplier nanoTime) {
    return new PlainWorker(
        sender, RunningWorker.start(settings, sender, Optional.of(executor), nanoTime));
  }

  Optional<Stall> stall() {
    return running.worker().stall();
  }

  RedisPools redis() {
    return running.redis();
  }

  /** Returns how many runs of duties have failed. */
  long failures() {
    return running.failures();
  }

  int attempts() {
    return sender.attempts().size();
  }

  /** Returns the ids of messages with at least one attempt. */
  Set<String> sent() {
    return new TreeSet<>(sender.attempts());
  }

  /** Stops the worker as the application does. */
  void stop(Duration grace) {
    running.stop(grace);
  }

  @Override
  public void close() {
    running.close();
  }
}

package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.RecordingListener;
import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/** A worker for e-mails with all its duties, on a real Redis, with a scripted sender. */
final class PlainWorker implements AutoCloseable {
  static final int CONCURRENCY = 4;

  /** A stop waits for the poll that is under way. */
  private static final Map<String, String> DEFAULTS =
      Map.of("EMAIL_CONCURRENCY", Integer.toString(CONCURRENCY), "POLL_INTERVAL_MS", "100");

  private final ScriptedSender sender;
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(12);
  private final RedisPools redis;
  private final Duties duties;
  private final ChannelWorker<String> worker;

  private PlainWorker(
      Settings settings, ScriptedSender sender, Optional<Executor> other, LongSupplier nanoTime) {
    this.sender = sender;
    redis = new RedisPools(settings);
    duties =
        new Duties(new DutyThreads(other.orElse(executor), executor), new SecureRandom(), nanoTime);
    worker =
        new ChannelWorker<>(
            sender,
            ChannelStore.of(redis, Channel.EMAIL),
            new WorkerEnvironment(
                settings,
                settings::live,
                duties,
                new RecordingListener(),
                new Clocks(InstantSource.system(), nanoTime)));
  }

  /** Starts a worker whose sender delivers at once. */
  static PlainWorker start(Map<String, String> settings) {
    return start(settings, new ScriptedSender());
  }

  static PlainWorker start(Map<String, String> settings, ScriptedSender sender) {
    return start(settings, sender, Optional.empty(), System::nanoTime);
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
    return start(settings, sender, Optional.of(executor), nanoTime);
  }

  private static PlainWorker start(
      Map<String, String> settings,
      ScriptedSender sender,
      Optional<Executor> executor,
      LongSupplier nanoTime) {
    PlainWorker worker =
        new PlainWorker(
            new SettingsReader(
                    name ->
                        Optional.ofNullable(settings.get(name))
                            .or(() -> Optional.ofNullable(DEFAULTS.get(name))))
                .read(),
            sender,
            executor,
            nanoTime);
    worker.duties.start();
    return worker;
  }

  Optional<Stall> stall() {
    return worker.stall();
  }

  RedisPools redis() {
    return redis;
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
    worker.quiesce(grace);
    worker.stop(grace);
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(5));
    executor.shutdownNow();
    redis.close();
  }
}

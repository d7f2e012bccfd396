package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.RecordingListener;
import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.duty.SharedExecutor;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * A worker of a channel with all its duties, on a real Redis.
 *
 * @param <M> the sender's decoded message
 */
public final class RunningWorker<M> implements AutoCloseable {
  /** A stop waits for the poll that is under way. */
  private static final Map<String, String> DEFAULTS =
      Map.of("EMAIL_CONCURRENCY", "4", "POLL_INTERVAL_MS", "100");

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(48);
  private final RedisPools redis;
  private final Duties duties;
  private final ChannelWorker<M> worker;

  private RunningWorker(
      Settings settings, Sender<M> sender, Optional<Executor> other, LongSupplier nanoTime) {
    redis = new RedisPools(settings);
    duties =
        new Duties(
            new DutyThreads(new SharedExecutor(other.orElse(executor)), executor),
            new SecureRandom(),
            nanoTime);
    worker =
        new ChannelWorker<>(
            sender,
            ChannelStore.of(redis, sender.channel()),
            new WorkerEnvironment(
                settings,
                settings::live,
                duties,
                new RecordingListener(),
                new Clocks(InstantSource.system(), nanoTime)));
  }

  /** Starts a worker on an executor of its own. */
  public static <M> RunningWorker<M> start(Map<String, String> settings, Sender<M> sender) {
    return start(settings, sender, Optional.empty(), System::nanoTime);
  }

  /**
   * Starts a worker with the given executor and clock.
   *
   * @param executor runs duties and sends
   * @param nanoTime monotonic clock for ages
   */
  public static <M> RunningWorker<M> start(
      Map<String, String> settings,
      Sender<M> sender,
      Optional<Executor> executor,
      LongSupplier nanoTime) {
    RunningWorker<M> worker =
        new RunningWorker<>(
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

  public ChannelWorker<M> worker() {
    return worker;
  }

  /** Returns how many runs of duties have failed. */
  long failures() {
    return duties.states().stream().mapToLong(Duties.State::failures).sum();
  }

  RedisPools redis() {
    return redis;
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

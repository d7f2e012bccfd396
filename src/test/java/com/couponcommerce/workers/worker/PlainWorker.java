package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.InFlight;
import com.couponcommerce.workers.delivery.RecordingListener;
import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.limit.RedisRateLimiter;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.RedisSendingMarks;
import com.couponcommerce.workers.queue.person.RedisOptOutList;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
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

  private final ScriptedSender sender;
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(12);
  private final RedisPools redis;
  private final ChannelWorker<String> worker;

  private PlainWorker(
      Settings settings, ScriptedSender sender, Optional<Executor> other, LongSupplier nanoTime) {
    this.sender = sender;
    redis = new RedisPools(settings);
    InstantSource clock = InstantSource.system();
    ChannelContext<String> context =
        new ChannelContext<>(
            sender,
            new RedisMessageQueue(redis, Channel.EMAIL),
            new InFlight(),
            new CircuitBreaker("channel email", clock),
            new RedisOptOutList(redis, Channel.EMAIL),
            new RedisSendingMarks(redis, Channel.EMAIL),
            new Pace(Channel.EMAIL, System::nanoTime),
            new RedisRateLimiter(redis, Channel.EMAIL),
            new RecordingListener(),
            nanoTime);
    worker =
        new ChannelWorker<>(
            context,
            CONCURRENCY,
            settings,
            settings::live,
            new DutyThreads(other.orElse(executor), executor),
            clock);
  }

  /** Its sender delivers at once. */
  static PlainWorker start(Map<String, String> settings) {
    return start(settings, new ScriptedSender());
  }

  static PlainWorker start(Map<String, String> settings, ScriptedSender sender) {
    return start(settings, sender, Optional.empty(), System::nanoTime);
  }

  /**
   * One that works as slowly as it is told.
   *
   * @param executor runs duties and sends
   * @param nanoTime by which it looks how old things are
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
            new SettingsReader(name -> Optional.ofNullable(settings.get(name))).read(),
            sender,
            executor,
            nanoTime);
    worker.worker.start();
    return worker;
  }

  Optional<Stall> stall() {
    return worker.stall();
  }

  RedisPools redis() {
    return redis;
  }

  int tries() {
    return sender.tries().size();
  }

  /** The ids of what was sent at least once. */
  Set<String> sent() {
    return new TreeSet<>(sender.tries());
  }

  /** Stops as the application does. */
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

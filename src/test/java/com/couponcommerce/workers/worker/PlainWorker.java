package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.ChannelGate;
import com.couponcommerce.workers.delivery.HeldLeases;
import com.couponcommerce.workers.delivery.Pace;
import com.couponcommerce.workers.delivery.RecordingListener;
import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.Redis;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A worker for e-mails with all its duties, on a real Redis, with a scripted sender. */
final class PlainWorker implements AutoCloseable {
  private final ScriptedSender sender;
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(12);
  private final Redis redis;
  private final ChannelWorker<String> worker;

  private PlainWorker(Settings settings, ScriptedSender sender) {
    this.sender = sender;
    redis = new Redis(settings);
    InstantSource clock = InstantSource.system();
    ChannelContext<String> context =
        new ChannelContext<>(
            sender,
            redis.queue(Channel.EMAIL),
            new HeldLeases(),
            new ChannelGate("channel email", clock),
            redis.optOuts(Channel.EMAIL),
            redis.sendingMarks(Channel.EMAIL),
            new Pace(Channel.EMAIL, System::nanoTime),
            redis.limiter(Channel.EMAIL),
            new RecordingListener(),
            System::nanoTime);
    worker =
        new ChannelWorker<>(
            context, 4, settings, settings::live, new Threads(executor, executor), clock);
  }

  /** Its sender delivers at once. */
  static PlainWorker start(Map<String, String> settings) {
    return start(settings, new ScriptedSender());
  }

  static PlainWorker start(Map<String, String> settings, ScriptedSender sender) {
    PlainWorker worker =
        new PlainWorker(
            new SettingsReader(name -> Optional.ofNullable(settings.get(name))).read(), sender);
    worker.worker.start();
    return worker;
  }

  Redis redis() {
    return redis;
  }

  int tries() {
    return sender.tries().size();
  }

  /** The ids of what was sent at least once. */
  Set<String> sent() {
    return new TreeSet<>(sender.tries());
  }

  @Override
  public void close() {
    worker.quiesce();
    worker.stop(Duration.ofSeconds(5));
    executor.shutdownNow();
    redis.close();
  }
}

package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.DeliveryListener;
import com.couponcommerce.workers.delivery.InFlight;
import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.duty.DutyLoop;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.duty.ServerExecutor;
import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.limit.RedisRateLimiter;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.RedisSendingMarks;
import com.couponcommerce.workers.queue.person.RedisOptOutList;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsWatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/**
 * Starts the duties of each channel when the application is up, and stops them before it goes down.
 */
@Singleton
public final class WorkerLifecycle {
  private static final EventLog LOG = EventLog.of(WorkerLifecycle.class);

  /** As many as server-config/settings.sh gives the executor beside EMAIL_CONCURRENCY. */
  private static final int THREADS_FOR_DUTIES = 8;

  private final Settings settings;
  private final SettingsWatch watch;
  private final RedisPools redis;
  private final Instance<Sender<?>> senders;
  private final DeliveryListener listener;
  private final ServerExecutor executor;
  private final Announcers announcers;
  private final JobRunners jobs;
  private final InstantSource clock;
  private final List<ChannelWorker<?>> workers = new ArrayList<>();
  private volatile Optional<DutyLoop> refresh = Optional.empty();
  private volatile Optional<ScheduledExecutorService> timer = Optional.empty();
  private volatile boolean started;

  @Inject
  public WorkerLifecycle(
      Settings settings,
      SettingsWatch watch,
      RedisPools redis,
      @Any Instance<Sender<?>> senders,
      @Any Instance<DeliveryListener> listeners,
      ServerExecutor executor,
      Announcers announcers,
      JobRunners jobs,
      InstantSource clock) {
    this.clock = clock;
    this.settings = settings;
    this.watch = watch;
    this.redis = redis;
    this.senders = senders;
    this.listener = DeliveryListener.all(listeners.stream().toList());
    this.executor = executor;
    this.announcers = announcers;
    this.jobs = jobs;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    DutyThreads threads = threads();
    for (Sender<?> sender : senders) {
      if (settings.work().channels().contains(sender.channel()) && sender.isConfigured()) {
        workers.add(worker(sender, threads));
      }
    }
    for (Channel channel : settings.work().channels()) {
      if (workers.stream().noneMatch(worker -> worker.channel() == channel)) {
        LOG.warning(
            LogLine.saying("unserved", "nothing sends " + channel + ": its queue is left alone"));
      }
    }
    workers.forEach(ChannelWorker::start);
    announcers.start(workers, threads);
    jobs.start(settings.work().channels(), threads);
    DutyLoop loop = settingsLoop(threads);
    loop.start();
    refresh = Optional.of(loop);
    started = true;
    LOG.info(
        LogLine.saying(
            "started",
            "Coupon Workers drain %s from %s"
                .formatted(
                    workers.stream().map(ChannelWorker::channel).toList(),
                    settings.redis().address())));
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    LOG.info(
        LogLine.saying(
            "stopping", "Coupon Workers stop: running sends finish, nothing new is claimed"));
    refresh.ifPresent(DutyLoop::stop);
    long end = System.nanoTime() + settings.work().timeouts().shutdownGrace().toNanos();
    workers.forEach(worker -> worker.quiesce(Duration.ofNanos(end - System.nanoTime())));
    workers.forEach(worker -> worker.stop(Duration.ofNanos(end - System.nanoTime())));
    jobs.stop();
    announcers.stop();
    timer.ifPresent(ScheduledExecutorService::shutdownNow);
    LOG.info(LogLine.saying("stopped", "Coupon Workers stopped"));
  }

  /** True once every duty has been started. */
  public boolean isStarted() {
    return started;
  }

  /** The state of each duty. */
  public List<DutyState> duties() {
    Stream<DutyLoop> ofWorkers = workers.stream().flatMap(worker -> worker.loops().stream());
    return Stream.of(
            ofWorkers, announcers.loops().stream(), jobs.loops().stream(), refresh.stream())
        .flatMap(loops -> loops)
        .map(loop -> new DutyState(loop.name(), loop.sinceBeat(), loop.failures()))
        .toList();
  }

  /** Why a channel pauses by itself, if it does. */
  public Optional<CircuitBreaker.Pause> pause(Channel channel) {
    return worker(channel).flatMap(ChannelWorker::pause);
  }

  /** True where an operator has paused a channel that this instance drains, as of its last look. */
  public boolean isPaused(Channel channel) {
    return worker(channel).map(ChannelWorker::isPaused).orElse(false);
  }

  /** Who delivers the messages of a channel; none where this instance does not drain it. */
  public List<ProviderState> providers(Channel channel) {
    return worker(channel).map(ChannelWorker::providers).orElse(List.of());
  }

  /** Why this instance does not get on with a channel though nothing says that it should not. */
  public Optional<Stall> stall(Channel channel) {
    return worker(channel).flatMap(ChannelWorker::stall);
  }

  /** The channels that this instance drains; none before it has started. */
  public List<Channel> drained() {
    return workers.stream().<Channel>map(ChannelWorker::channel).toList();
  }

  /** Messages of a channel that this instance has claimed and not settled yet. */
  public int inFlight(Channel channel) {
    return worker(channel).map(ChannelWorker::inFlight).orElse(0);
  }

  /** How long ago the oldest of them was claimed; zero where there is none. */
  public Duration oldestClaim(Channel channel) {
    return worker(channel).map(ChannelWorker::oldestClaim).orElse(Duration.ZERO);
  }

  /** Time since Redis last told this instance what is pending; empty where it does not drain. */
  public Optional<Duration> sincePoll(Channel channel) {
    return worker(channel).map(ChannelWorker::sincePoll);
  }

  private Optional<ChannelWorker<?>> worker(Channel channel) {
    return workers.stream().filter(worker -> worker.channel() == channel).findFirst();
  }

  /** The channel's pause, where only somebody who corrects a setting can end it. */
  public Optional<CircuitBreaker.Pause> misconfiguration(Channel channel) {
    return pause(channel).filter(pause -> pause.cause() == FailureClass.CONFIG);
  }

  /**
   * How a duty is doing.
   *
   * @param sinceBeat time since it last began or ended a run
   * @param failures runs that ended with an exception
   */
  public record DutyState(String name, Duration sinceBeat, long failures) {}

  private DutyThreads threads() {
    Executor servers = executor.find(settings.work().executorName());
    executor.startThreads(servers, settings.concurrency() + THREADS_FOR_DUTIES);
    ScheduledExecutorService own = executor.timer(1 + 2 * settings.work().channels().size());
    timer = Optional.of(own);
    return new DutyThreads(servers, own);
  }

  private DutyLoop settingsLoop(DutyThreads threads) {
    SettingsRefresher refresher =
        new SettingsRefresher(watch, () -> workers.forEach(ChannelWorker::settingsChanged));
    return new DutyLoop(
        refresher, threads.timer(), threads.executor(), new SecureRandom(), System::nanoTime);
  }

  private <M> ChannelWorker<M> worker(Sender<M> sender, DutyThreads threads) {
    Channel channel = sender.channel();
    ChannelContext<M> context =
        new ChannelContext<>(
            sender,
            new RedisMessageQueue(redis, channel),
            new InFlight(),
            new CircuitBreaker("channel " + channel, clock),
            new RedisOptOutList(redis, channel),
            new RedisSendingMarks(redis, channel),
            new Pace(channel, System::nanoTime),
            new RedisRateLimiter(redis, channel),
            listener,
            System::nanoTime);
    return new ChannelWorker<>(
        context, settings.concurrency(channel), settings, watch, threads, clock);
  }
}

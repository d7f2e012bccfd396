package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.duty.DutyLoop;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.duty.ServerExecutor;
import com.couponcommerce.workers.duty.SharedExecutor;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/** Starts all duties of this instance when the application is up, and stops them before it ends. */
@Singleton
public final class WorkerLifecycle {
  private static final EventLog LOG = EventLog.of(WorkerLifecycle.class);

  /**
   * Threads of the application's own for each channel: drain, promote, reclaim, extend, heartbeat,
   * jobs and the flush of batched acks.
   */
  static final int THREADS_OF_CHANNEL = 7;

  /** Longest time that a stop waits for heartbeats: they end sooner unless Redis is unavailable. */
  private static final Duration HEARTBEAT_END = Duration.ofSeconds(2);

  private final Settings settings;
  private final BooleanSupplier refresh;
  private final ChannelWorkers channelWorkers;
  private final JobRunners jobRunners;
  private final Heartbeats heartbeatsOf;
  private final ServerExecutor executor;
  private final List<Duty> further;
  private volatile Optional<Running> running = Optional.empty();

  /** Everything that was started, published at once so that probes never see a part of it. */
  private record Running(
      Duties duties,
      List<ChannelWorker<?>> workers,
      List<DutyLoop> jobs,
      List<Heartbeat> heartbeats,
      List<DutyLoop> others) {}

  @Inject
  public WorkerLifecycle(
      Settings settings,
      SettingsWatch watch,
      ChannelWorkers channelWorkers,
      JobRunners jobRunners,
      Heartbeats heartbeatsOf,
      ServerExecutor executor,
      @Any Instance<Duty> further) {
    this(
        settings,
        watch::refresh,
        channelWorkers,
        jobRunners,
        heartbeatsOf,
        executor,
        further.stream().toList());
  }

  /**
   * @param refresh reads the live settings again; returns true if one has changed
   * @param further duties of other rooms
   */
  WorkerLifecycle(
      Settings settings,
      BooleanSupplier refresh,
      ChannelWorkers channelWorkers,
      JobRunners jobRunners,
      Heartbeats heartbeatsOf,
      ServerExecutor executor,
      List<Duty> further) {
    this.settings = settings;
    this.refresh = refresh;
    this.channelWorkers = channelWorkers;
    this.jobRunners = jobRunners;
    this.heartbeatsOf = heartbeatsOf;
    this.executor = executor;
    this.further = List.copyOf(further);
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    start(threads());
  }

  void start(DutyThreads threads) {
    Duties duties = new Duties(threads, new SecureRandom(), System::nanoTime);
    List<ChannelWorker<?>> workers = List.copyOf(channelWorkers.addTo(duties));
    List<Heartbeat> heartbeats = workers.stream().map(heartbeatsOf::of).toList();
    List<DutyLoop> others = new ArrayList<>();
    heartbeats.forEach(heartbeat -> others.add(duties.add(heartbeat)));
    further.forEach(duty -> others.add(duties.add(duty)));
    List<DutyLoop> jobs =
        settings.work().channels().stream()
            .map(channel -> duties.add(jobRunners.of(channel)))
            .toList();
    others.add(
        duties.add(
            new SettingsRefresher(refresh, () -> workers.forEach(ChannelWorker::settingsChanged))));
    duties.start();
    running = Optional.of(new Running(duties, workers, jobs, heartbeats, others));
    LOG.info(
        LogLine.saying(
            "started",
            "Coupon Workers %s drain %s from %s"
                .formatted(
                    Build.THIS,
                    workers.stream().map(ChannelWorker::channel).toList(),
                    settings.redis().address())));
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    LOG.info(
        LogLine.saying(
            "stopping", "Coupon Workers stop: running sends finish, no message is claimed"));
    running.ifPresent(this::stop);
    LOG.info(LogLine.saying("stopped", "Coupon Workers " + Build.THIS + " stopped"));
  }

  private void stop(Running all) {
    long end = System.nanoTime() + settings.work().timeouts().shutdownGrace().toNanos();
    all.workers().forEach(worker -> worker.quiesce(Duration.ofNanos(end - System.nanoTime())));
    all.workers().forEach(worker -> worker.stop(Duration.ofNanos(end - System.nanoTime())));
    Duties.stop(all.jobs(), ChannelWorker.DUTY_END);
    Duties.stop(all.others(), HEARTBEAT_END);
    all.heartbeats().forEach(Heartbeat::withdraw);
    all.duties().threads().own().shutdownNow();
  }

  /** Returns true once every duty has been started. */
  public boolean isStarted() {
    return running.isPresent();
  }

  /** Returns the state of each duty; empty before the start. */
  public List<Duties.State> duties() {
    return running.map(all -> all.duties().states()).orElse(List.of());
  }

  /** Returns the workers of the channels that this instance drains; empty before the start. */
  public List<ChannelWorker<?>> workers() {
    return running.map(Running::workers).orElse(List.of());
  }

  /** Returns the worker of a channel; empty where this instance does not drain it. */
  public Optional<ChannelWorker<?>> worker(Channel channel) {
    return workers().stream().filter(worker -> worker.channel() == channel).findFirst();
  }

  private DutyThreads threads() {
    Executor servers = executor.find(settings.work().executorName());
    int channels = settings.work().channels().size();
    warnOfFewThreads(executor.startThreads(servers, settings.concurrency()), channels);
    // One more for the settings, and one for each further duty.
    ScheduledExecutorService own = executor.own(THREADS_OF_CHANNEL * channels + 1 + further.size());
    return new DutyThreads(new SharedExecutor(servers), own);
  }

  private void warnOfFewThreads(int threads, int channels) {
    if (threads >= settings.concurrency()) {
      return;
    }
    LOG.warning(
        LogLine.saying(
                "few-threads",
                threads < channels
                    ? "the server's executor has less than a thread for each channel, the least:"
                        + " while the provider of one hangs, the other waits"
                    : "the server's executor has fewer threads than EMAIL_CONCURRENCY and"
                        + " SMS_CONCURRENCY ask for: the channels take turns")
            .with("threads", threads)
            .with("sends", settings.concurrency()));
  }
}

package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.RedisClient;

/** Measures throughput and cost with more work, and with more workers. */
final class GrowthPart {
  private static final int SENDS = 32;
  private static final int ASIDE = 100_000;

  private final Bench bench;

  GrowthPart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    backlog();
    instances();
  }

  private void backlog() throws Exception {
    bench.report().heading("As work grows, e-mail of 1 KB, 32 sends");
    bench
        .report()
        .columns(
            "what waits",
            "a second",
            "heap in use after it MiB",
            "GET /health/redis p99 ms, max ms");
    try (RedisServer redis = RedisServer.start();
        SmtpSink sink = SmtpSink.start();
        Worker worker = Worker.start(bench.kind(), redis, sink.port(), SENDS)) {
      Mails mails = new Mails(1024);
      for (int i = 0; i < 4 * bench.rounds(); i++) {
        worker.drain(mails, bench.messages());
      }
      measure(worker, mails, 10_000, 99, "10,000 pending, the middle one of 99");
      measure(worker, mails, Integer.getInteger("bench.many", 1_000_000), 1, "many pending");
      measure(worker, mails, 100_000, 3, "100,000 pending");
      putAside(worker.redis(), mails);
      measure(worker, mails, 100_000, 3, "100,000 pending, 100,000 in retry, 100,000 dead letters");
      worker.redis().flushAll();
      measure(worker, mails, 100_000, 3, "100,000 pending");
    }
  }

  private void measure(Worker worker, Mails mails, int count, int times, String what)
      throws Exception {
    List<Double> rates = new ArrayList<>();
    HealthProbe probe = new HealthProbe(worker.server().url("/api/v1/health/redis"));
    for (int i = 0; i < times; i++) {
      rates.add(
          worker
              .drain(
                  Channel.EMAIL,
                  count,
                  () -> {
                    mails.push(worker.redis(), Worker.STAGED, count);
                    probe.resume();
                  })
              .perSecond());
      probe.pause();
    }
    Latencies answers = probe.stop();
    bench
        .report()
        .row(
            what,
            Bench.median(rates),
            LiveHeap.mib(worker.pid()),
            "%.1f, %.1f".formatted(answers.percentile(99), answers.percentile(100)));
  }

  private static void putAside(RedisClient redis, Mails mails) {
    QueueKeys keys = QueueKeys.of(Channel.EMAIL);
    double inAnHour = System.currentTimeMillis() + 3_600_000.0;
    for (int i = 0; i < ASIDE; i += 1000) {
      Map<String, Double> some = new HashMap<>();
      for (int j = 0; j < 1000; j++) {
        some.put(mails.next(), inAnHour + j);
      }
      redis.zadd(keys.retry(), some);
    }
    mails.push(redis, keys.deadLetter(), ASIDE);
  }

  private void instances() throws Exception {
    bench.report().heading("Two instances, 50 ms of latency, 32 sends each");
    bench.report().columns("instances", "a second");
    try (RedisServer redis = RedisServer.start();
        SlowSink sink = SlowSink.start(Duration.ofMillis(50), (recipient, when) -> {});
        Worker one = Worker.start(bench.kind(), redis, sink.port(), SENDS)) {
      Mails mails = new Mails(1024);
      one.drain(mails, 5000);
      double alone = one.drain(mails, 5000).perSecond();
      bench.report().row(1, alone);
      Map<String, String> settings = Map.of("EMAIL_CONCURRENCY", "" + SENDS);
      try (Worker two = Worker.start(bench.kind(), "bench-two", redis, sink.port(), settings)) {
        two.drain(mails, 10_000);
        double both = two.drain(mails, 10_000).perSecond();
        bench.report().row(2, both);
        bench.report().line("\nTwo have %.2f times the rate of one.".formatted(both / alone));
      }
    }
  }

  /**
   * Asks ten times a second while it is not paused. It uses one thread and the old client of the
   * JDK: the newer one passes each answer through three threads, each of which waits for a busy
   * core.
   */
  private static final class HealthProbe {
    private static final int WARM_UP = 3000;

    private final URL url;
    private final List<Long> answers = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> asking;
    private volatile boolean asks;

    /** Warms up before the first measurement, like the probes of a container in its first hours. */
    HealthProbe(URI uri) throws IOException {
      url = uri.toURL();
      for (int i = 0; i < WARM_UP; i++) {
        get();
      }
      asking = clock.scheduleAtFixedRate(this::ask, 0, 100, TimeUnit.MILLISECONDS);
    }

    void resume() {
      asks = true;
    }

    void pause() {
      asks = false;
    }

    Latencies stop() throws InterruptedException, ExecutionException {
      if (asking.isDone()) {
        asking.get(); // Throws the exception that ended the probe.
      }
      clock.shutdown();
      clock.awaitTermination(1, TimeUnit.MINUTES);
      return new Latencies(answers.stream().mapToLong(Long::longValue).toArray());
    }

    private void ask() {
      if (!asks) {
        return;
      }
      long begun = System.nanoTime();
      try {
        get();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      answers.add(System.nanoTime() - begun);
    }

    /** Sends one request and fails unless the answer is 200; the connection stays open. */
    private void get() throws IOException {
      try (InputStream answer = url.openStream()) {
        answer.readAllBytes();
      }
    }
  }
}
